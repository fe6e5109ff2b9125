import Files
import SystemPackage
import TestSupport
import Testing

struct RecordFileTests {
  private let folder = TemporaryFolder()

  @Test func linesAreAdded() throws {
    let path = folder.path("records")
    try RecordFile(path: path).append("one")
    let file = try RecordFile(path: path)
    try file.append("two")
    try file.append("three")
    #expect(try folder.text("records") == "one\ntwo\nthree\n")
  }

  @Test func aLineThatWasCutOffSpoilsNoOther() throws {
    let path = try folder.write("records", "one\ntw")
    try RecordFile(path: path).append("three")
    #expect(try folder.text("records") == "one\ntw\nthree\n")
    try RecordFile(path: path).append(["four", "five"])
    #expect(try folder.text("records") == "one\ntw\nthree\nfour\nfive\n")
  }

  @Test func aFullDiskIsAnError() throws {
    #expect(throws: FileError(.write, "/dev/full", .noSpace)) {
      try RecordFile(path: "/dev/full").append("one")
    }
  }
}
