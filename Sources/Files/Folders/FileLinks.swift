import Glibc
import SystemPackage

/// What stands at the end of a path's symbolic links.
public enum FileLinks {
  /// As many as the kernel follows.
  private static let linkCountMax = 40

  /// The path that is left when `path` is no symbolic link any more; it need not exist.
  ///
  /// Only the last name is followed; links to folders on the way stay.
  static func end(of path: String) -> String {
    var path = path
    for _ in 0..<linkCountMax {
      guard let next = target(of: path) else { break }
      path = next
    }
    return path
  }

  /// The number of this process's descriptor that `path` stands for: of `/dev/stdout`, `/dev/fd/N`,
  /// `/proc/self/fd/N`, or of a link to these; nil if it stands for something else.
  ///
  /// The link that the kernel shows there names the file that was opened, and following it would open
  /// that once more: from its beginning, and without the mode in which it was opened.
  public static func descriptor(of path: String) -> CInt? {
    var path = path
    for _ in 0..<linkCountMax {
      let (folder, name) = FolderNames.split(path)
      if let number = CInt(name), String(number) == name, isFolderOfDescriptors(folder) {
        return number
      }
      guard let next = target(of: path) else { break }
      path = next
    }
    return nil
  }

  /// The path that the symbolic link `path` names, or nil if it is none.
  private static func target(of path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    // SAFETY: the count is the buffer's, and what was written is read by the count returned.
    let byteCount = unsafe buffer.withUnsafeMutableBytes { buffer in
      unsafe readlink(path.systemPath, buffer.baseAddress!, buffer.count)
    }
    guard byteCount > 0 else { return nil }
    let link = CarriedBytes.text(of: Array(buffer[..<byteCount]))
    return FolderNames.path(link, in: FolderNames.split(path).folder)
  }

  /// True if `folder` is /proc/self/fd, under whatever name, or that of one of the threads.
  private static func isFolderOfDescriptors(_ folder: String) -> Bool {
    guard let path = realPath(folder), path.hasPrefix("/proc/") else { return false }
    guard let process = realPath("/proc/self") else { return false }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return path == "\(process)/fd"
      || parts.count == 6 && path.hasPrefix("\(process)/task/") && parts[5] == "fd"
  }

  /// The path without links and dots, or nil if it leads nowhere.
  static func realPath(_ path: String) -> String? {
    // SAFETY: the system allocates the answer and ends it with a zero; it is freed here.
    guard let answer = unsafe realpath(path.systemPath, nil) else { return nil }
    defer { unsafe free(answer) }
    return unsafe CarriedBytes.text(endedByZero: answer)
  }
}
