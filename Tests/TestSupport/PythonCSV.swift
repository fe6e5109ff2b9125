import Foundation

/// Rows and fields as the real `csv.reader` of the machine's `python3` gives them.
public enum PythonCSV {
  /// Reads each of `texts`, in one run of Python, as a file with newline='' and encoding latin-1,
  /// which lets every byte through.
  ///
  /// - Throws: If files cannot be written, or Python is missing or fails.
  public static func rows(of texts: [[UInt8]], delimiter: UInt8) throws -> [[[[UInt8]]]] {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("nodial-csv-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    for (index, text) in texts.enumerated() {
      try Data(text).write(to: directory.appendingPathComponent("\(index).csv"))
    }
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = [
      "python3", "-c", script, directory.path, "\(texts.count)", "\(delimiter)",
    ]
    try python.run()
    python.waitUntilExit()
    guard python.terminationStatus == 0 else {
      throw PythonFailure(status: python.terminationStatus)
    }
    return try texts.indices.map { index in
      let data = try Data(contentsOf: directory.appendingPathComponent("\(index).rows"))
      return decode([UInt8](data))
    }
  }

  public struct PythonFailure: Error {
    public var status: Int32
  }

  /// Writes counts and lengths as 32-bit little-endian numbers: rows; per row fields; per field
  /// bytes.
  private static let script = """
    import csv, struct, sys
    csv.field_size_limit(1 << 31)
    for index in range(int(sys.argv[2])):
        name = f"{sys.argv[1]}/{index}"
        with open(name + ".csv", newline="", encoding="latin-1") as source:
            rows = list(csv.reader(source, delimiter=chr(int(sys.argv[3]))))
        with open(name + ".rows", "wb") as target:
            target.write(struct.pack("<I", len(rows)))
            for row in rows:
                target.write(struct.pack("<I", len(row)))
                for field in row:
                    target.write(struct.pack("<I", len(field)) + field.encode("latin-1"))
    """

  private static func decode(_ bytes: [UInt8]) -> [[[UInt8]]] {
    var offset = 0
    func number() -> Int {
      defer { offset += 4 }
      return (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    return (0..<number()).map { _ in
      (0..<number()).map { _ in
        let byteCount = number()
        defer { offset += byteCount }
        return Array(bytes[offset..<offset + byteCount])
      }
    }
  }
}
