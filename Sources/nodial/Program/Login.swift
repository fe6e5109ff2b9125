import Files
import Glibc

/// Who runs the program, as far as the system knows.
enum Login {
  /// `login:NAME`, or `login:NUMBER` where the system has no name for the user.
  ///
  /// The C library's own look-up asks services over the network, which a static program cannot.
  static let actor: String = {
    let number = getuid()
    let lines = (try? TextFile.text("/etc/passwd"))?.split(separator: "\n") ?? []
    for line in lines {
      let fields = line.split(separator: ":", omittingEmptySubsequences: false)
      if fields.count > 2, UInt32(fields[2]) == number, !fields[0].isEmpty {
        return "login:\(fields[0])"
      }
    }
    return "login:\(number)"
  }()
}
