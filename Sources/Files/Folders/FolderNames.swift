import Glibc
import SystemPackage

/// What stands under the names of a folder, and changes of names alone.
public enum FolderNames {
  /// Waits until the disk has the names of a folder.
  ///
  /// - Parameter path: The file that messages name.
  package static func sync(_ folder: String, for path: String) throws(FileError) {
    let descriptor = unsafe open(folder.systemPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.sync, path, Errno(rawValue: errno)) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileError(.sync, path, Errno(rawValue: errno)) }
  }

  /// The names in `folder` that start with `start`, sorted by their bytes, without `.` and `..`.
  public static func all(
    in folder: String, startingWith start: String = ""
  ) throws(FileError) -> [String] {
    guard let stream = unsafe opendir(folder.systemPath) else {
      throw FileError(.list, folder, Errno(rawValue: errno))
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else { break }
      // SAFETY: the system ends the name with a zero, and keeps the entry until the next call.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe CarriedBytes.text(endedByZero: $0)
        }
      }
      if name != "." && name != ".." && name.utf8.starts(with: start.utf8) { names.append(name) }
    }
    guard errno == 0 else { throw FileError(.list, folder, Errno(rawValue: errno)) }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// Makes a folder, unless there is one; the folder above it must exist.
  ///
  /// - Parameter access: Who may see into a folder that is made, whatever the umask; if nil, whom the
  ///   umask leaves. One that is there stays as it is.
  public static func makeFolder(_ path: String, access: FileAccess? = nil) throws(FileError) {
    if unsafe mkdir(path.systemPath, access == nil ? 0o777 : 0o700) == 0 {
      if let access { try set(access, of: path) }
      return
    }
    if errno == EEXIST && isFolder(path) { return }
    throw FileError(.makeFolder, path, errno == EEXIST ? .notDirectory : Errno(rawValue: errno))
  }

  private static func set(_ access: FileAccess, of folder: String) throws(FileError) {
    let descriptor = unsafe open(folder.systemPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.protect, folder, Errno(rawValue: errno)) }
    defer { close(descriptor) }
    try access.set(of: descriptor, isFolder: true, path: folder)
  }

  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path.systemPath, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Gives the file `path` a second name, which nobody may have; its bytes are not copied.
  ///
  /// A symbolic link is followed: what gets the name is the file, not the way to it.
  public static func link(_ path: String, as name: String) throws(FileError) {
    guard
      unsafe linkat(
        AT_FDCWD, path.systemPath, AT_FDCWD, name.systemPath, AT_SYMLINK_FOLLOW) == 0
    else {
      throw FileError(.link, name, Errno(rawValue: errno))
    }
  }

  /// Removes a name; that it is gone already is no error.
  public static func remove(_ path: String) throws(FileError) {
    guard unsafe unlink(path.systemPath) == 0 || errno == ENOENT else {
      throw FileError(.remove, path, Errno(rawValue: errno))
    }
  }

  /// The path of a name in a folder; an absolute path is its own.
  public static func path(_ name: String, in folder: String) -> String {
    if name.hasPrefix("/") || folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// The folder of `path` and the name in it.
  public static func split(_ path: String) -> (folder: String, name: String) {
    // By scalars, since a name may begin with one that combines with the slash.
    let scalars = path.unicodeScalars
    guard let slash = scalars.lastIndex(of: "/") else { return (".", path) }
    let name = String(scalars[scalars.index(after: slash)...])
    return (slash == path.startIndex ? "/" : String(scalars[..<slash]), name)
  }
}
