internal import CCrypto
import Files
import Glibc
import SystemPackage

/// The file that holds a key: one line, for its owner alone.
///
/// ```
///   nodial-key-1 7f3a…64 digits…09 1c2d3e4f
///                └ the key         └ the first 4 bytes of an HMAC of it: tells damage from another key
/// ```
public enum KeyFile {
  private static let opening = Array("nodial-key-1 ".utf8)
  private static let checksumByteCount = 4
  private static let digitCount = 2 * (SecretBytes.count + checksumByteCount) + 1
  private static let lineByteCountMax = 4096
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Makes a new key.
  ///
  /// The file is made for its owner alone, whole or not at all, and never in the place of another one.
  public static func make(at path: String) throws(KeyError) -> MasterKey {
    try checkPath(path)
    if exists(path) { throw KeyError(.exists, path: path) }
    try checkFolder(of: path)
    let key: MasterKey
    let name: String
    var line: [UInt8]
    do throws(KeyError) {
      key = try .random()
      line = try self.line(of: key)
      name = try key.id().description
    } catch {
      throw KeyError(error.kind, path: path)
    }
    defer { wipe(&line) }
    do throws(FileError) {
      try write(line, to: path, name: name)
    } catch {
      throw KeyError(error.reason == .fileExists ? .exists : .file(error), path: path)
    }
    return key
  }

  /// Writes the file under a hidden name, and gives it its own one only if nothing has that: of two
  /// programs that make a key at once, one fails. Afterwards the disk has it.
  ///
  /// - Parameter name: That of the key, which no other key has.
  private static func write(
    _ line: [UInt8], to path: String, name: String
  ) throws(FileError) {
    let folder = FolderNames.split(path).folder
    let hidden = "\(folder)/.\(name).new"
    let file = try OutputFile(path: hidden, access: .owner)
    try file.write(line.span, at: 0)
    try file.publish(isSynced: true)
    defer { _ = unsafe unlink(hidden.systemPath) }
    guard unsafe link(hidden.systemPath, path.systemPath) == 0 else {
      throw FileError(.publish, path, Errno(rawValue: errno))
    }
    try FolderNames.sync(folder, for: path)
  }

  /// Reads a key.
  public static func read(_ path: String) throws(KeyError) -> MasterKey {
    try checkPath(path)
    let descriptor = unsafe open(path.systemPath, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw KeyError(.file(FileError(.open, path, Errno(rawValue: errno))), path: path)
    }
    defer { _ = close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw KeyError(.file(FileError(.inspect, path, Errno(rawValue: errno))), path: path)
    }
    if let name = name(ofKind: status.st_mode) { throw KeyError(.notAFile(name: name), path: path) }
    var line = [UInt8](repeating: 0, count: lineByteCountMax)
    defer { wipe(&line) }
    // SAFETY: there is room for as many bytes as are read at most.
    let count = unsafe Glibc.read(descriptor, &line, line.count)
    guard count >= 0 else {
      throw KeyError(.file(FileError(.read, path, Errno(rawValue: errno))), path: path)
    }
    // An editor may have put a mark before it.
    let start = line.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    // What is no key at all shall not have its permissions changed.
    guard line[start...].starts(with: opening) else { throw KeyError(.notAKey, path: path) }
    if status.st_mode & 0o077 != 0 { throw KeyError(.readableByOthers, path: path) }
    if status.st_uid != geteuid(), geteuid() != 0 { throw KeyError(.ofAnotherUser, path: path) }
    do throws(KeyError) {
      return try key(of: line.span.extracting(start..<count))
    } catch {
      throw KeyError(error.kind, path: path)
    }
  }

  // MARK: The path

  /// True if a text holds that of a key: it is no path, whatever it stands for, and must not be repeated.
  public static func isTextOfKey(_ text: String) -> Bool {
    // The standard library's search for texts would bring its regular expressions.
    let bytes = Array(text.utf8)
    return bytes.indices.contains { bytes[$0...].starts(with: opening) }
  }

  private static func checkPath(_ path: String) throws(KeyError) {
    if isTextOfKey(path) { throw KeyError(.textOfKey) }
    if path.isEmpty { throw KeyError(.noPath) }
    if path == "-" { throw KeyError(.standardInput) }
  }

  /// What something is that is no file; nil for a file.
  private static func name(ofKind mode: mode_t) -> String? {
    switch mode & S_IFMT {
    case S_IFREG: nil
    case S_IFIFO: "a pipe"
    case S_IFDIR: "a folder"
    case S_IFSOCK: "a socket"
    default: "a device"
    }
  }

  // MARK: The line

  static func line(of key: MasterKey) throws(KeyError) -> [UInt8] {
    var line = opening
    line.reserveCapacity(opening.count + digitCount + 1)
    // SAFETY: the bytes are those of the key, and are read within the call.
    unsafe key.withBytes { bytes in
      for index in bytes.indices {
        let byte = unsafe bytes[index]
        line.append(Hexadecimal.digit(byte >> 4))
        line.append(Hexadecimal.digit(byte & 15))
      }
    }
    line.append(UInt8(ascii: " "))
    line += Hexadecimal.text(try checksum(of: key)).utf8
    line.append(0x0A)
    return line
  }

  static func key(of line: Span<UInt8>) throws(KeyError) -> MasterKey {
    var end = line.count
    while end > 0, line[end - 1] == 0x0A || line[end - 1] == 0x0D || line[end - 1] == 32 {
      end -= 1
    }
    guard end > opening.count, opening.indices.allSatisfy({ line[$0] == opening[$0] }) else {
      throw KeyError(.notAKey)
    }
    guard end == opening.count + digitCount else { throw KeyError(.damaged) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(SecretBytes.count + checksumByteCount)
    defer { wipe(&bytes) }
    var place = opening.count
    while place < end {
      if bytes.count == SecretBytes.count, line[place] == UInt8(ascii: " ") { place += 1 }
      guard place + 1 < end, let high = Hexadecimal.value(line[place]),
        let low = Hexadecimal.value(line[place + 1])
      else { throw KeyError(.damaged) }
      bytes.append(high << 4 | low)
      place += 2
    }
    guard bytes.count == SecretBytes.count + checksumByteCount else { throw KeyError(.damaged) }
    let key = try MasterKey.of(bytes.span.extracting(..<SecretBytes.count))
    let found = bytes.span.extracting(SecretBytes.count...)
    let expected = try checksum(of: key)
    guard expected.indices.allSatisfy({ expected[$0] == found[$0] }) else {
      throw KeyError(.damaged)
    }
    return key
  }

  /// Tells nothing of the key that its name does not tell.
  private static func checksum(of key: MasterKey) throws(KeyError) -> [UInt8] {
    try key.derived(for: .file).published(count: checksumByteCount)
  }

  private static func wipe(_ bytes: inout [UInt8]) {
    // SAFETY: pointer and count come from one buffer.
    unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
  }

  // MARK: The folder

  private static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path.systemPath, &status) == 0
  }

  /// Fails if others can exchange what is in the folder, as OpenSSH's server does for its keys: the folder and those
  /// that it is in must be the user's or root's, and nobody else may write to them.
  ///
  /// A folder that keeps each user's files (`/tmp`) may be on the way, but is no place for a key.
  private static func checkFolder(of path: String) throws(KeyError) {
    let folder = FolderNames.split(path).folder
    guard let resolved = unsafe realpath(folder.systemPath, nil) else {
      let error = FileError(.open, path, Errno(rawValue: errno))
      throw KeyError(.file(error), path: path)
    }
    var place = unsafe FilePath(platformString: resolved)
    unsafe free(resolved)
    var name = folder
    var keepsFiles: mode_t = 0
    while true {
      var status = stat()
      guard unsafe stat(place.string, &status) == 0 else {
        throw KeyError(.file(FileError(.open, name, Errno(rawValue: errno))), path: path)
      }
      if status.st_uid != geteuid(), status.st_uid != 0 {
        throw KeyError(.folderOfAnotherUser(folder: name), path: path)
      }
      if status.st_mode & 0o022 != 0, status.st_mode & keepsFiles == 0 {
        throw KeyError(.folderOpenToOthers(folder: name), path: path)
      }
      guard place.removeLastComponent() else { return }
      name = place.string
      keepsFiles = mode_t(S_ISVTX)
    }
  }
}
