/// The groups of this machine, as /etc/group lists them.
///
/// The C library would also ask services on the network, for which it loads libraries that a program
/// which is linked statically cannot have. A group that only they know is named by its number.
public struct SystemGroups: Sendable {
  private var numbers: [String: UInt32] = [:]

  /// - Parameter path: Where they are listed: a line a group, `name:password:number:members`.
  public init(path: String = "/etc/group") throws(FileError) {
    let file = try InputFile(path: path)
    var bytes = ByteBuffer(capacity: 1 << 16)
    _ = try bytes.append(upTo: Self.byteCountMax, from: file)
    for line in (bytes.text ?? "").split(separator: "\n") {
      let fields = line.split(separator: ":", omittingEmptySubsequences: false)
      guard fields.count >= 3, let number = UInt32(fields[2]) else { continue }
      numbers[String(fields[0])] = number
    }
  }

  private static let byteCountMax = 16 << 20

  public var names: [String] { numbers.keys.sorted() }

  /// The number of the group that `text` names, or that it is in digits; nil if there is none.
  public func number(of text: String) -> UInt32? {
    numbers[text] ?? (text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt32(text) : nil)
  }
}
