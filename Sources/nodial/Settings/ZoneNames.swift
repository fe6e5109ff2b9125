import Files
import FoundationEssentials
import ListReading
import Pipelines
import Texts

/// The time zones that the system knows by name.
struct ZoneNames {
  /// Where the system keeps them; `TZDIR` moves it, as for the C library.
  let folder: String

  static let system = ZoneNames(
    folder: ProcessInfo.processInfo.environment["TZDIR"].flatMap { $0.isEmpty ? nil : $0 }
      ?? "/usr/share/zoneinfo")

  private static let fileByteCountMax = 1 << 18

  /// The zone of a setting: `UTC`, an offset such as `+05:30`, or a name such as `Asia/Kolkata`.
  ///
  /// Fails with the rest of a sentence that begins with the setting: what is wrong, and a remedy.
  func zone(_ text: String) throws(Fault) -> DayZone {
    if let zone = DayZone(offset: text) { return zone }
    guard FolderNames.isFolder(folder) else {
      throw Fault(
        "cannot be \"\(text)\", for \(folder) is not there; install tzdata, or write an offset: "
          + "\"+05:30\"")
    }
    guard Self.isName(text), let path = exactPath(text) else {
      throw Fault("cannot be \"\(text)\"; " + remedy(for: text))
    }
    guard let bytes = Self.bytes(of: path), let zone = DayZone(name: text, file: bytes) else {
      throw Fault(
        "cannot be \"\(text)\", for \(path) cannot be read; install tzdata anew, or write an offset: "
          + "\"+05:30\"")
    }
    return zone
  }

  struct Fault: Error {
    var text: String
    init(_ text: String) { self.text = text }
  }

  /// Letters, digits and what stands in names of zones, and no way out of the folder.
  private static func isName(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && part.utf8.count <= 64
        && part.utf8.allSatisfy { byte in
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
            || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+")].contains(byte)
        }
    }
  }

  private func exactPath(_ name: String) -> String? {
    let path = "\(folder)/\(name)"
    return FileIdentity(path: path)?.isRegularFile == true ? path : nil
  }

  private static func bytes(of path: String) -> [UInt8]? {
    guard let file = try? InputFile(path: path), let byteCount = file.byteCount,
      byteCount <= fileByteCountMax
    else { return nil }
    var buffer = ByteBuffer(capacity: max(1, byteCount))
    guard (try? buffer.append(upTo: byteCount, from: file)) == byteCount else { return nil }
    return buffer.span.indices.map { buffer.span[$0] }
  }

  // MARK: Guesses

  private func remedy(for text: String) -> String {
    if let offset = Self.offset(nearestTo: text) { return "did you mean \"\(offset)\"?" }
    let names = names
    // A city alone.
    let wanted = text.lowercased().replacing(" ", with: "_")
    let ofCity = names.first { $0.lowercased().hasSuffix("/\(wanted)") }
    if let name = ofCity ?? Spelling.nearest(to: wanted, in: names)
      ?? Spelling.nearest(to: wanted, in: names.map(Self.city))
      .flatMap({ city in names.first { Self.city($0) == city } })
    {
      return "did you mean \"\(name)\"?"
    }
    return "write a name such as \"Asia/Kolkata\", or an offset such as \"+05:30\""
  }

  private static func city(_ name: String) -> String {
    String(name.split(separator: "/").last ?? "")
  }

  /// `+05:30` for `+5:30`, `+0530`, `UTC+5:30` and the like.
  private static func offset(nearestTo text: String) -> String? {
    guard
      let match = text.wholeMatch(of: #/(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d\d))?/#.ignoresCase())
    else { return nil }
    let hours = match.2.count == 1 ? "0\(match.2)" : String(match.2)
    let offset = "\(match.1)\(hours):\(match.3 ?? "00")"
    return DayZone(offset: offset) == nil ? nil : offset
  }

  /// All names, those of continents and oceans; not the old ones of countries.
  private var names: [String] {
    var names: [String] = []
    for area in (try? FolderNames.all(in: folder)) ?? []
    where area.first?.isUppercase == true && FolderNames.isFolder("\(folder)/\(area)") {
      for name in (try? FolderNames.all(in: "\(folder)/\(area)")) ?? [] {
        let path = "\(folder)/\(area)/\(name)"
        if FolderNames.isFolder(path) {
          names += ((try? FolderNames.all(in: path)) ?? []).map { "\(area)/\(name)/\($0)" }
        } else {
          names.append("\(area)/\(name)")
        }
      }
    }
    return names
  }
}
