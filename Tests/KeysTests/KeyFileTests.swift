import Glibc
import TestSupport
import Testing

@testable import Keys

struct KeyFileTests {
  @Test func aNewKeyIsReadBack() throws {
    let folder = TemporaryFolder()
    let path = folder.path("own.key")
    let made = try KeyFile.make(at: path)
    let read = try KeyFile.read(path)
    #expect(try made.id() == read.id())
    #expect(
      try IndexKey(made).codes.code(of: 442_079_460_123)
        == IndexKey(read).codes.code(of: 442_079_460_123))
    var status = stat()
    _ = unsafe stat(path, &status)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func twoKeysDiffer() throws {
    let folder = TemporaryFolder()
    let first = try KeyFile.make(at: folder.path("a.key"))
    let second = try KeyFile.make(at: folder.path("b.key"))
    #expect(try first.id() != second.id())
    #expect(try IndexKey(first).codes.code(of: 1) != IndexKey(second).codes.code(of: 1))
  }

  @Test func noKeyIsOverwritten() throws {
    let folder = TemporaryFolder()
    let path = folder.path("own.key")
    let key = try KeyFile.make(at: path)
    #expect(throws: KeyError(.exists, path: path)) { _ = try KeyFile.make(at: path) }
    #expect(try KeyFile.read(path).id() == key.id())
    // A link that leads nowhere is a name that is taken too.
    let link = folder.path("link.key")
    _ = unsafe symlink(folder.path("nowhere"), link)
    #expect(throws: KeyError(.exists, path: link)) { _ = try KeyFile.make(at: link) }
  }

  /// Of many that make a key of one name at once, one succeeds, and its key is there.
  @Test func oneOfManyMakesAKey() async throws {
    let folder = TemporaryFolder()
    let path = folder.path("own.key")
    let made = await withTaskGroup(of: KeyID?.self) { group in
      for _ in 0..<8 { group.addTask { try? KeyFile.make(at: path).id() } }
      return await group.reduce(into: [KeyID]()) { if let id = $1 { $0.append(id) } }
    }
    #expect(made.count == 1)
    #expect(try KeyFile.read(path).id() == made.first)
    #expect(try folder.names == ["own.key"])
  }

  /// Nobody waits for what is no file.
  @Test func pipesAndFoldersAreNoKeys() throws {
    let folder = TemporaryFolder()
    let pipe = folder.path("pipe")
    _ = unsafe mkfifo(pipe, 0o600)
    for (path, name) in [(pipe, "a pipe"), (folder.path, "a folder")] {
      #expect(throws: KeyError(.notAFile(name: name), path: path)) { _ = try KeyFile.read(path) }
    }
  }

  @Test func aFolderThatOthersMayWriteIsRefused() throws {
    let folder = TemporaryFolder()
    let open = folder.path("open")
    for mode: mode_t in [0o777, 0o1777, 0o770] {
      _ = unsafe mkdir(open, 0o700)
      _ = unsafe chmod(open, mode)
      #expect(throws: KeyError(.folderOpenToOthers(folder: open), path: open + "/own.key")) {
        _ = try KeyFile.make(at: open + "/own.key")
      }
    }
    let isThere = unsafe access(open + "/own.key", F_OK) == 0
    #expect(!isThere)
  }

  /// A folder on the way that others may write to, or that is another user's, lets them exchange a key as well.
  @Test func theFoldersOnTheWayAreLookedAt() throws {
    let folder = TemporaryFolder()
    let (outer, inner) = (folder.path("outer"), folder.path("outer/inner"))
    _ = unsafe mkdir(outer, 0o700)
    _ = unsafe mkdir(inner, 0o700)
    func attempt() -> KeyError.Kind? {
      do throws(KeyError) {
        _ = try KeyFile.make(at: inner + "/own.key")
        _ = unsafe unlink(inner + "/own.key")
        return nil
      } catch {
        return error.kind
      }
    }
    for mode: mode_t in [0o777, 0o770, 0o707] {
      _ = unsafe chmod(outer, mode)
      #expect(attempt() == .folderOpenToOthers(folder: outer))
    }
    // Each user's files stay there, as in /tmp.
    _ = unsafe chmod(outer, 0o1777)
    #expect(attempt() == nil)
    _ = unsafe chmod(outer, 0o755)
    #expect(attempt() == nil)
    guard geteuid() == 0 else { return }
    for (name, place) in [(inner, inner), (outer, outer)] {
      _ = unsafe chown(place, 65534, 65534)
      #expect(attempt() == .folderOfAnotherUser(folder: name))
      _ = unsafe chown(place, 0, 0)
    }
    #expect(attempt() == nil)
  }

  /// What stands in the place of a path is no path.
  @Test func whatNamesNoFileIsSaidToNameNone() throws {
    let folder = TemporaryFolder()
    let key = try KeyFile.make(at: folder.path("own.key"))
    let text = try folder.text("own.key")
    for text in [text, "/etc/nodial/\(text)", " \(text)"] {
      for use in [{ _ = try KeyFile.read(text) }, { _ = try KeyFile.make(at: text) }] {
        #expect(throws: KeyError(.textOfKey), performing: use)
      }
    }
    #expect(!KeyError(.textOfKey).description.contains(text.prefix(30).dropFirst(13)))
    #expect(throws: KeyError(.noPath)) { _ = try KeyFile.read("") }
    #expect(throws: KeyError(.noPath)) { _ = try KeyFile.make(at: "") }
    #expect(throws: KeyError(.standardInput)) { _ = try KeyFile.read("-") }
    #expect(throws: KeyError(.notAFile(name: "a folder"), path: folder.path)) {
      _ = try KeyFile.read(folder.path)
    }
    // A file may well be called so.
    let named = try folder.write("nodial-key-1", text)
    _ = unsafe chmod(named, 0o600)
    #expect(try KeyFile.read(named).id() == key.id())
  }

  @Test(arguments: [0o640, 0o604, 0o620, 0o602, 0o644, 0o660, 0o777] as [mode_t])
  func aKeyThatOthersMayReadIsRefused(mode: mode_t) throws {
    let folder = TemporaryFolder()
    let path = folder.path("own.key")
    _ = try KeyFile.make(at: path)
    _ = unsafe chmod(path, mode)
    #expect(throws: KeyError(.readableByOthers, path: path)) { _ = try KeyFile.read(path) }
    // The remedy.
    _ = unsafe chmod(path, 0o600)
    _ = try KeyFile.read(path)
  }

  @Test func everyChangedCharacterIsNoticed() throws {
    let folder = TemporaryFolder()
    let path = folder.path("own.key")
    let key = try KeyFile.make(at: path)
    let line = try KeyFile.line(of: key)
    for index in line.indices.dropLast() {
      var damaged = line
      damaged[index] = damaged[index] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
      #expect(Self.id(of: damaged) == nil, "\(index)")
      #expect(Self.id(of: Array(line[..<index])) == nil, "\(index)")
    }
    #expect(Self.id(of: line.dropLast() + [48, 10]) == nil)
    // What editors and Windows leave at the end of a line is none of it.
    for end in [[], [10], [13, 10], [32, 10, 10]] as [[UInt8]] {
      let id = Self.id(of: line.dropLast() + end)
      #expect(try id == key.id())
    }
  }

  private static func id(of line: [UInt8]) -> KeyID? { try? KeyFile.key(of: line.span).id() }

  @Test func whatIsNoKeyIsSaidToBeNone() throws {
    let folder = TemporaryFolder()
    for (name, text) in [("empty", ""), ("list", "4155550123\n"), ("short", "nodial-key-1 ")] {
      let path = try folder.write(name, text)
      _ = unsafe chmod(path, 0o600)
      #expect(throws: KeyError(.notAKey, path: path)) { _ = try KeyFile.read(path) }
    }
    #expect(throws: KeyError(.notAFile(name: "a device"), path: "/dev/null")) {
      _ = try KeyFile.read("/dev/null")
    }
    #expect(throws: KeyError.self) { _ = try KeyFile.read(folder.path("gone")) }
  }
}
