import SystemPackage

/// What went wrong with a file: which operation, on which path, and the system's reason.
public struct FileError: Error, Equatable, Sendable {
  /// What was being done to the file.
  public enum Operation: String, Sendable {
    case open, map, read, write, sync, publish, lock, link, remove, unpack
    case inspect = "read the attributes of"
    case makeFolder = "make the folder"
    case protect = "set the group and the permissions of"
    case list = "list the files"
    /// A file that cannot be made again: a key, or a consent ledger.
    case replace
  }

  public var operation: Operation
  /// The path as the user gave it; `-` is standard input or output.
  public var path: String
  public var reason: Errno
  /// What is wrong with an archive, if it is that.
  public var archive: ArchiveFailure?

  public init(_ operation: Operation, _ path: String, _ reason: Errno) {
    self.operation = operation
    self.path = path
    self.reason = reason
  }

  public init(_ failure: ArchiveFailure, path: String) {
    self.init(.unpack, path, .badMessage)
    archive = failure
  }
}

extension FileError: CustomStringConvertible {
  public var description: String {
    if let archive {
      return "\(name)\(archive.member.map { ":\($0)" } ?? "") \(archive.sentence)"
    }
    if operation == .replace {
      return
        "\(name): is a key, a consent ledger or a part of one, which no output replaces; choose another name"
    }
    if operation == .read && reason == .noData {
      return "\(name): became shorter while it was read; run this again when its writer is done"
    }
    if operation == .read && reason == .resourceBusy {
      return "\(name): was written to while it was read; run this again when its writer is done"
    }
    return "\(name): cannot \(operation.rawValue): \(reason.description.lowercased())\(remedy)"
  }

  private var name: String {
    switch (path, operation) {
    case ("-", .write), ("-", .sync), ("-", .publish): "standard output"
    case ("-", _): "standard input"
    default: path
    }
  }

  /// What to do about the reasons that users meet; starts with `; `.
  private var remedy: String {
    // What went out is out.
    if path == "-" && operation != .open {
      return [.noSpace, .diskQuotaExceeded].contains(reason) ? "; free some space" : ""
    }
    return switch reason {
    case .noSuchFileOrDirectory:
      operation == .open ? "; check the path" : "; does the folder exist?"
    case .permissionDenied, .notPermitted: "; check the permissions of the file and its folder"
    case .noSpace, .diskQuotaExceeded: "; free some space, nothing was left behind"
    case .isDirectory: "; name a file, not a folder"
    case .notDirectory: "; name a folder, not a file"
    case .readOnlyFileSystem: "; choose a folder that can be written"
    case .noMemory: "; map fewer files at once or raise the memory limit"
    default: "; nothing was left behind"
    }
  }
}
