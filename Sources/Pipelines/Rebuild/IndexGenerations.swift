import Files
import SuppressionLists

/// The former indexes beside the one in force, each under the moment at which it was written:
/// `dnc.ndx.20261122T021503Z`.
///
/// An index gets its second name before it is replaced, so that the switch remains one rename. The
/// same index always gets the same name; a rebuild that was killed in between leaves nothing odd.
public struct IndexGenerations: Sendable {
  private let folder: String
  private let name: String
  private let path: String

  public init(indexPath: String) {
    path = indexPath
    (folder, name) = FolderNames.split(indexPath)
  }

  /// The paths of the former indexes, the oldest first.
  public func all() throws(FileError) -> [String] {
    try FolderNames.all(in: folder).filter(isGeneration).map { FolderNames.path($0, in: folder) }
  }

  private func isGeneration(_ other: String) -> Bool {
    guard other.hasPrefix(name + ".") else { return false }
    let moment = Array(other.utf8.dropFirst(name.utf8.count + 1))
    // A number follows where two were written in one second.
    guard moment.count == 16 || moment.count > 17 && moment[16] == UInt8(ascii: "-") else {
      return false
    }
    let isNumber = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    return moment[8] == UInt8(ascii: "T") && moment[15] == UInt8(ascii: "Z")
      && moment[..<8].allSatisfy(isNumber) && moment[9..<15].allSatisfy(isNumber)
      && moment.dropFirst(17).allSatisfy(isNumber)
  }

  /// Gives the index in force its second name.
  ///
  /// - Returns: The path of the former index, or nil if there is no index in force.
  public func keep() throws(FileError) -> String? {
    guard let identity = FileIdentity(path: path) else { return nil }
    let stamp = try FileStamp(path: path)
    let moment = Self.text(ofSecond: Int(stamp.modified / 1_000_000_000))
    var number = 1
    while true {
      let other = "\(path).\(moment)" + (number == 1 ? "" : "-\(number)")
      do throws(FileError) {
        try FolderNames.link(path, as: other)
        return other
      } catch {
        guard error.reason == .fileExists else { throw error }
        if FileIdentity(path: other) == identity { return other }
        number += 1
      }
    }
  }

  /// Removes the oldest ones beyond `count`; the index in force under another name does not count.
  ///
  /// - Returns: The paths that were removed.
  public func prune(to count: Int) throws(FileError) -> [String] {
    let inForce = FileIdentity(path: path)
    let former = try all().filter { FileIdentity(path: $0) != inForce }
    let old = Array(former.dropLast(count))
    for path in old { try FolderNames.remove(path) }
    return old
  }

  /// `20261122T021503Z`.
  static func text(ofSecond second: Int) -> String {
    let day = second >= 0 ? second / 86_400 : (second - 86_399) / 86_400
    let secondOfDay = second - day * 86_400
    let parts = [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60]
    let time = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
    return CalendarDate(day: Int32(day)).description.filter { $0 != "-" } + "T\(time)Z"
  }
}
