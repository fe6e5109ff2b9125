import Files
import Keys
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
    try generations().map(\.path)
  }

  /// A former index by its name.
  private struct Generation {
    var path: String
    /// The moment at which it was written, `20261122T021503Z`.
    var moment: Substring
    /// Its place among those of the same second.
    var number: Int
  }

  private func generations() throws(FileError) -> [Generation] {
    try FolderNames.all(in: folder).compactMap(generation).sorted {
      ($0.moment, $0.number) < ($1.moment, $1.number)
    }
  }

  private func generation(_ other: String) -> Generation? {
    guard other.hasPrefix(name + ".") else { return nil }
    let parts = other.dropFirst(name.count + 1).split(
      separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let moment = Array(parts[0].utf8)
    let isNumber = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    guard moment.count == 16, moment[8] == UInt8(ascii: "T"), moment[15] == UInt8(ascii: "Z"),
      moment[..<8].allSatisfy(isNumber), moment[9..<15].allSatisfy(isNumber),
      parts.count == 1 || parts[1].utf8.allSatisfy(isNumber),
      let number = parts.count == 1 ? 1 : Int(parts[1])
    else { return nil }
    return Generation(
      path: FolderNames.path(other, in: folder), moment: parts[0], number: number)
  }

  /// Gives the index in force its second name.
  ///
  /// - Returns: The path of the former index, or nil if there is no index in force.
  public func keep() throws(FileError) -> String? {
    guard let identity = FileIdentity(path: path) else { return nil }
    let stamp = try FileStamp(path: path)
    let moment = Self.text(ofSecond: Int(stamp.modified / 1_000_000_000))
    // Several may have been written in one second; the later one has the greater number, also if the
    // first of them have been removed already.
    let others = try generations().filter { $0.moment == moment }
    if let known = others.first(where: { FileIdentity(path: $0.path) == identity }) {
      return known.path
    }
    let number = (others.last?.number ?? 0) + 1
    let other = "\(path).\(moment)" + (number == 1 ? "" : "-\(number)")
    try FolderNames.link(path, as: other)
    return other
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

  /// The newest former index that is whole and was made of all these files of a list, of any if it is nil;
  /// nil too if the former ones cannot be read.
  ///
  /// - Complexity: O(*n*) in the bytes of those that it looks at.
  func newest(
    withFiles names: [String], ofList id: String?, keys: KeyRing
  ) -> String? {
    let inForce = FileIdentity(path: path)
    return (try? all())?.last { other in
      guard FileIdentity(path: other) != inForce,
        let index = try? SuppressionIndex(path: other, keys: keys),
        (try? index.verifyBlocks()) != nil
      else { return false }
      guard let id else { return true }
      let sources = index.lists.first { $0.id == id }?.sources ?? []
      return Set(names).isSubset(of: sources.map(\.name))
    }
  }

  /// Sets who may read the index in force and the former ones.
  public func protect(_ access: FileAccess) throws(FileError) {
    for path in try [path] + all() { try access.protect(path) }
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
