import CNodial
import Files
import Glibc
import Keys
import PhoneNumbers
import SuppressionLists
import Verdicts

/// Why a call failed: its status and a sentence.
struct Refusal: Error {
  var status: nodial_status
  var sentence: String

  static func argument(_ sentence: String) -> Refusal {
    Refusal(status: nodial_status(NODIAL_INVALID_ARGUMENT), sentence: sentence)
  }
  static var withoutLists: Refusal {
    .argument("this scratch reads numbers alone; make one with nodial_scratch_new")
  }
  static func unopenable(_ sentence: String) -> Refusal {
    Refusal(status: nodial_status(NODIAL_UNOPENABLE), sentence: sentence)
  }
  static func changed(_ sentence: String) -> Refusal {
    Refusal(status: nodial_status(NODIAL_CHANGED), sentence: sentence)
  }
}

/// What a caller wants, read out of its memory.
struct Settings {
  var paths: [String]
  var keyPaths: [String]
  /// Nil for that of the index, empty for none.
  var region: String?
  var channel: String?
  var purpose: String?
  var callDay: Int32
  var isTrusted: Bool
}

/// What `nodial_checker` is: opened indexes and what verdicts depend on. It never changes.
final class Checker: Sendable {
  let indexes: SuppressionIndexes
  let region: Region?
  let policy: VerdictPolicy
  /// The names of the lists.
  let listNames: [CText]
  /// The files under the names that were opened.
  private let places: [(path: String, identity: FileIdentity?)]

  private static let secondsOfDay = 86_400

  init(_ settings: Settings) throws(Refusal) {
    guard !settings.paths.isEmpty else {
      throw .argument("no index is named; give at least one path")
    }
    var policy = VerdictPolicy(
      callDate: CalendarDate(
        day: settings.callDay == 0 ? Int32(time(nil) / Self.secondsOfDay) : settings.callDay))
    if let name = settings.channel {
      guard let channel = ListChannels.named.first(where: { $0.name == name })?.channel else {
        let names = ListChannels.named.map(\.name).joined(separator: ", ")
        throw .argument("there is no channel of that name; the channels are \(names)")
      }
      policy.channel = channel
    }
    policy.purpose = settings.purpose
    indexes = try Self.open(settings)
    region = try Self.region(settings.region ?? indexes.region)
    self.policy = policy
    listNames = indexes.lists.map { CText($0.id) }
    places = settings.paths.map { path in
      let whole = Self.absolute(path)
      return (whole, FileIdentity(path: whole))
    }
  }

  /// A path that stays the same when the host goes to another folder.
  private static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    // SAFETY: the system makes the text, which is freed here.
    guard let folder = unsafe getcwd(nil, 0) else { return path }
    defer { unsafe free(folder) }
    return unsafe "\(String(cString: folder))/\(path)"
  }

  /// Makes sure that the indexes are those that were opened, and still under their names.
  ///
  /// - Complexity: Two calls of the system an index.
  func checkUnchanged() throws(Refusal) {
    for (path, identity) in places where FileIdentity(path: path) != identity {
      throw Self.changed(path)
    }
    try checkBytes()
  }

  /// Makes sure that nobody has written to the indexes that were opened.
  func checkBytes() throws(Refusal) {
    do throws(IndexError) {
      try indexes.checkUnchanged()
    } catch {
      throw Self.changed(error.path)
    }
  }

  static func changed(_ path: String) -> Refusal {
    .changed("\(path): was changed, replaced or removed while it was open; open it again")
  }

  private static func open(_ settings: Settings) throws(Refusal) -> SuppressionIndexes {
    let keys: KeyRing
    do throws(KeyError) {
      keys = try KeyRing(paths: settings.keyPaths)
    } catch {
      throw .unopenable("\(error)")
    }
    do throws(IndexError) {
      let indexes = try SuppressionIndexes(paths: settings.paths, keys: keys)
      if !settings.isTrusted {
        for index in indexes.indexes { try index.verifyBlocks() }
      }
      return indexes
    } catch {
      throw .unopenable("\(error)")
    }
  }

  private static func region(_ code: String) throws(Refusal) -> Region? {
    if code.isEmpty { return nil }
    if let region = Region(code) { return region }
    throw .argument("there is no region of that name; write two letters of ISO 3166: US, GB, DE")
  }
}
