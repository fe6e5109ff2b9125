import Glibc
import SystemPackage

/// Who may read what the program keeps: its owner alone, one group as well, or everybody.
///
/// It is set whatever the umask says: an index can be read back into the lists it was made of.
///
/// ```
///              files   folders
///   owner      0600    0700
///   group      0640    0750
///   everybody  0644    0755
/// ```
public struct FileAccess: Hashable, Sendable {
  private let fileMode: mode_t
  private let folderMode: mode_t
  /// The number of the group that files are given to; nil for that of whoever makes them.
  public let group: UInt32?
  /// True if the group is only that of a file before: if it cannot have this one, nobody else can.
  private var isGroupKept = false

  public static let owner = FileAccess(fileMode: 0o600, folderMode: 0o700)
  public static let everybody = FileAccess(fileMode: 0o644, folderMode: 0o755)

  private init(fileMode: mode_t, folderMode: mode_t, group: UInt32? = nil) {
    self.fileMode = fileMode
    self.folderMode = folderMode
    self.group = group
  }

  /// The owner and the members of a group.
  public static func group(_ number: UInt32) -> FileAccess {
    FileAccess(fileMode: 0o640, folderMode: 0o750, group: number)
  }

  /// True if this process may give its files to a group: it is one of its own, or this is root.
  public static func mayGive(toGroup number: UInt32) -> Bool {
    if geteuid() == 0 || getegid() == number { return true }
    let groupCount = max(0, Int(getgroups(0, nil)))
    // SAFETY: there is room for as many as the system writes at most.
    var groups = [gid_t](repeating: 0, count: groupCount)
    return unsafe getgroups(CInt(groups.count), &groups) >= 0 && groups.contains(number)
  }

  /// What a file gets that takes the place of `path`.
  ///
  /// If no group is named, one that may read the file so far may go on reading, provided that the file
  /// is closed to all others: then somebody chose it. What everybody may read was left so by the umask,
  /// and is closed.
  public func replacing(_ path: String) -> FileAccess {
    var status = stat()
    guard self == .owner, unsafe stat(path.systemPath, &status) == 0,
      status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o007 == 0, status.st_mode & 0o040 != 0,
      Self.mayGive(toGroup: status.st_gid)
    else { return self }
    var access = FileAccess.group(status.st_gid)
    access.isGroupKept = true
    return access
  }

  /// Sets it for a file that is there already, if it is a regular one. Without a group in it, the owner
  /// and the group of the file get nothing that they did not have.
  public func protect(_ path: String) throws(FileError) {
    var status = stat()
    guard unsafe stat(path.systemPath, &status) == 0 else {
      if errno == ENOENT { return }
      throw FileError(.inspect, path, Errno(rawValue: errno))
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return }
    let mode = status.st_mode & 0o7777
    let access = replacing(path)
    let wanted = group == nil ? mode & access.fileMode : access.fileMode
    if let group = access.group, group != status.st_gid {
      guard unsafe chown(path.systemPath, uid_t.max, group) == 0 else {
        throw FileError(.protect, path, Errno(rawValue: errno))
      }
    }
    if mode == wanted { return }
    if unsafe chmod(path.systemPath, wanted) == 0 { return }
    if status.st_uid == geteuid() && Self.isWithoutPermissions(errno) { return }
    throw FileError(.protect, path, Errno(rawValue: errno))
  }

  /// True if the file system of a file of one's own has no permissions to be set, as FAT and some network
  /// shares: who may read it is said where it is mounted.
  private static func isWithoutPermissions(_ reason: CInt) -> Bool {
    reason == EPERM || reason == EOPNOTSUPP || reason == ENOSYS
  }

  /// Sets it for a file or a folder that this process has just made.
  func set(of descriptor: CInt, isFolder: Bool = false, path: String) throws(FileError) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw FileError(.inspect, path, Errno(rawValue: errno))
    }
    // The group first: no other one may see it meanwhile.
    if let group, group != status.st_gid, fchown(descriptor, uid_t.max, group) != 0 {
      guard isGroupKept else { throw FileError(.protect, path, Errno(rawValue: errno)) }
      return try FileAccess.owner.set(of: descriptor, isFolder: isFolder, path: path)
    }
    if fchmod(descriptor, isFolder ? folderMode : fileMode) == 0 { return }
    if group == nil && Self.isWithoutPermissions(errno) { return }
    throw FileError(.protect, path, Errno(rawValue: errno))
  }
}
