import Glibc
import SystemPackage

/// A pattern of file names, such as `lists/2026-*.txt`: `*`, `?` and `[…]` stand for letters within
/// a name, of a file or a folder. Names that begin with a dot, as those of files that are still being
/// copied often do, are found only by patterns that do.
public struct FilePattern: Hashable, Sendable {
  /// The pattern as it was written.
  public let text: String
  /// The folder from which a relative pattern counts.
  public let folder: String

  public init(_ text: String, in folder: String) {
    self.text = text
    self.folder = folder
  }

  /// The paths that match now, sorted by their bytes; folders are left out.
  ///
  /// A folder that is not there holds no files. One that cannot be read is an error, for what lies in
  /// it is not known.
  public func paths() throws(FileError) -> [String] {
    var paths = [text.hasPrefix("/") ? "/" : folder]
    for component in text.unicodeScalars.split(separator: "/") {
      var next: [String] = []
      for path in paths {
        for name in try Self.names(matching: String(component), in: path) {
          next.append(FolderNames.path(name, in: path))
        }
      }
      paths = next
    }
    return paths.filter { !FolderNames.isFolder($0) }
  }

  private static func names(
    matching component: String, in folder: String
  ) throws(FileError) -> [String] {
    guard component.utf8.contains(where: { "*?[\\".utf8.contains($0) }) else {
      return exists("\(folder)/\(component)") ? [component] : []
    }
    do throws(FileError) {
      return try FolderNames.all(in: folder).filter { name in
        unsafe fnmatch(component.systemPath, name.systemPath, FNM_PERIOD) == 0
      }
    } catch {
      if error.reason == .noSuchFileOrDirectory || error.reason == .notDirectory { return [] }
      throw error
    }
  }

  /// True if anything has the name, if only a symbolic link that leads nowhere: that is for whoever
  /// opens it to complain about.
  private static func exists(_ path: String) -> Bool {
    var status = stat()
    // SAFETY: the path outlives the call, which only reads it; the status is filled in.
    return unsafe lstat(path.systemPath, &status) == 0
  }
}
