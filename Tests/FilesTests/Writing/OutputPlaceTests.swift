import Foundation
import TestSupport
import Testing

@testable import Files

/// Which names are one output.
struct OutputPlaceTests {
  private let folder = TemporaryFolder()

  private func isSame(_ first: String, _ second: String) -> Bool {
    let places = [first, second].map { OutputPlace(path: $0) }
    #expect(places[0].isSame(as: places[1]) == places[1].isSame(as: places[0]))
    return places[0].isSame(as: places[1])
  }

  @Test func namesOfAFileAreOnePlace() throws {
    try folder.write("file", "")
    #expect(unsafe symlink("file", folder.path("link")) == 0)
    #expect(unsafe symlink("missing", folder.path("dangling")) == 0)
    #expect(unsafe symlink(".", folder.path("here")) == 0)
    #expect(unsafe link(folder.path("file"), folder.path("hard")) == 0)
    for name in ["./file", "link", "hard", "here/file", "here/./link"] {
      #expect(isSame(folder.path("file"), folder.path(name)), "\(name)")
    }
    for name in ["./missing", "dangling", "here/missing", "here/here/dangling"] {
      #expect(isSame(folder.path("missing"), folder.path(name)), "\(name)")
    }
    #expect(!isSame(folder.path("file"), folder.path("missing")))
    #expect(!isSame(folder.path("missing"), folder.path("missing2")))
    // Equal for people, two names for the system.
    #expect(!isSame(folder.path("\u{E9}"), folder.path("e\u{301}")))
    #expect(!isSame("/dev/null", "/dev/null"))
    #expect(!isSame("/nowhere/a", "/nowhere/a"))
  }

  @Test func descriptorsAreKnownByTheirNumber() throws {
    #expect(unsafe symlink("/dev/stderr", folder.path("link")) == 0)
    #expect(FileLinks.descriptor(of: "/dev/stdout") == 1)
    #expect(FileLinks.descriptor(of: "//dev/../dev/fd/255") == 255)
    #expect(FileLinks.descriptor(of: "/proc/self/fd/12") == 12)
    #expect(FileLinks.descriptor(of: "/proc/thread-self/fd/0") == 0)
    #expect(FileLinks.descriptor(of: "/proc/\(getpid())/fd/1") == 1)
    #expect(FileLinks.descriptor(of: folder.path("link")) == 2)
    let others = [
      "1", "/dev/fd/01", "/dev/fd/+1", "/dev/fd/", "/dev/null", "/proc/1/fd/1", folder.path("1"),
    ]
    for path in others { #expect(FileLinks.descriptor(of: path) == nil, "\(path)") }
    #expect(isSame("-", "/dev/stdout"))
    #expect(isSame("-", "/dev/fd/1"))
  }

  /// A descriptor goes on where it stands, and its file keeps what others wrote to it.
  @Test func aDescriptorIsNotReplaced() throws {
    let path = try folder.write("file", "precious\n")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    let number = dup(handle.fileDescriptor)
    defer { close(number) }
    do {
      let file = try OutputFile(path: "/dev/fd/\(number)")
      #expect(file.isStream)
      try file.write([0x61].span)
      try file.publish(isSynced: true)
    }
    try handle.write(contentsOf: [0x62])
    #expect(try folder.text("file") == "precious\nab")
    // A number that is the program's own is not one that was handed to it.
    let own = fcntl(number, F_DUPFD_CLOEXEC, 3)
    defer { close(own) }
    #expect(throws: FileError(.write, "/dev/fd/\(own)", .badFileDescriptor)) {
      try OutputFile(path: "/dev/fd/\(own)")
    }
  }
}
