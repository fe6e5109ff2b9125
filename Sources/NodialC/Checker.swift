import CNodial
import ConsentLedger
import Files
import Glibc
import Keys
import PhoneNumbers
import SettingsReading
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
struct OpeningRequest {
  var paths: [String]
  var keyPaths: [String]
  /// Nil for that of the index, empty for none.
  var region: String?
  var channel: String?
  var purpose: String?
  var callDay: Int32
  var isTrusted: Bool
  var settingsPath: String?
  /// Nil for that of the settings.
  var brand: String?
  /// Nil for consumers.
  var audience: String?
  var isWithoutLedger: Bool
}

/// What `nodial_checker` is: opened indexes, the ledger, and what verdicts depend on.
final class Checker: Sendable {
  let region: Region?
  /// The names of the lists.
  let listNames: [CText]
  private let files: SuppressionIndexes
  /// Nil for that of each call.
  private let day: CalendarDate?
  private let holder: AskedHolder
  /// The files under the names that were opened.
  private let places: [(path: String, identity: FileIdentity?)]

  private static let secondsOfDay = 86_400

  init(_ request: OpeningRequest) throws(Refusal) {
    let channel = try Self.channel(request)
    let (sources, ledger) = try Self.sources(request, channel)
    day = request.callDay == 0 ? nil : CalendarDate(day: request.callDay)
    let policy = VerdictPolicy(
      callDate: day ?? Self.today, channel: channel, purpose: request.purpose)
    files = try Self.open(sources, isTrusted: request.isTrusted)
    region = try Self.region(request.region ?? sources.region?.code ?? files.region)
    listNames = files.lists.map { CText($0.id) }
    places = sources.paths.map { path in
      let whole = Self.absolute(path)
      return (whole, FileIdentity(path: whole))
    }
    holder = AskedHolder(files, policy: policy, ledger: ledger, isTrusted: request.isTrusted)
    _ = try asked(after: nil)
  }

  private static var today: CalendarDate {
    CalendarDate(day: Int32(time(nil) / secondsOfDay))
  }

  // MARK: What is asked

  /// What is to be asked now.
  ///
  /// - Parameter former: What the caller has asked last.
  func asked(after former: Asked?) throws(Refusal) -> Asked {
    let day = day ?? Self.today
    // What no ledger makes newer serves as long as the day.
    if let former, !holder.asksLedger, former.serves(day) { return former }
    return try ForkLock.withLock { () throws(Refusal) in try holder.asked(on: day) }
  }

  /// What was asked last, by whomever.
  func latestAsked() throws(Refusal) -> Asked {
    try ForkLock.withLock { holder.latest }
  }

  /// A path that stays the same when the host goes to another folder.
  private static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    // SAFETY: the system makes the text, which is freed here.
    guard let folder = unsafe getcwd(nil, 0) else { return path }
    defer { unsafe free(folder) }
    return unsafe "\(String(cString: folder))/\(path)"
  }

  /// Makes sure that the indexes that were opened are still under their names.
  ///
  /// - Complexity: A call of the system an index.
  func checkNames() throws(Refusal) {
    for (path, identity) in places where FileIdentity(path: path) != identity {
      throw Self.changed(path)
    }
  }

  /// Makes sure that nobody has written to the indexes that are asked.
  static func checkBytes(of asked: Asked) throws(Refusal) {
    do throws(IndexError) {
      try asked.indexes.checkUnchanged()
    } catch {
      throw changed(error.path)
    }
  }

  static func changed(_ path: String) -> Refusal {
    .changed("\(path): was changed, replaced or removed while it was open; open it again")
  }

  // MARK: Opening

  private struct Sources {
    var paths: [String]
    var keyPaths: [String]
    /// That of national numbers, as settings name it.
    var region: Region?
  }

  /// The files to open, and the ledger; what the request names stands before what its settings do.
  private static func sources(
    _ request: OpeningRequest, _ channel: ListChannels?
  ) throws(Refusal) -> (Sources, LedgerRequest?) {
    var sources = Sources(paths: request.paths, keyPaths: request.keyPaths)
    let audience = try audience(request)
    guard let path = request.settingsPath else {
      guard !sources.paths.isEmpty else {
        throw .argument("no index is named; give at least one path, or that of settings")
      }
      if !request.isWithoutLedger, let found = SettingsDocument.ofLedger(beside: sources.paths) {
        do throws(SettingsError) {
          // What is wrong with them is said first.
          _ = try SettingsDocument(path: found).ledger()
        } catch {
          throw .unopenable(error.description)
        }
        throw .unopenable(
          "\(found): lies beside the index and names a consent ledger, which would not be asked; name it as the settings, or "
            + "say that the ledger is left out")
      }
      return (sources, nil)
    }
    let ledger: LedgerSettings?
    do throws(SettingsError) {
      // Whole, since the ledger is opened again when the host may be in another folder.
      let document = try SettingsDocument(path: absolute(path))
      let indexes = try document.indexes()
      sources.region = try document.region()
      if sources.paths.isEmpty {
        for index in indexes { try index.refuseExchanged(settingsPath: document.path) }
        sources.paths = indexes.map(\.path)
      }
      for path in indexes.compactMap(\.keyPath) where !sources.keyPaths.contains(path) {
        sources.keyPaths.append(path)
      }
      ledger = try document.ledger()
    } catch {
      throw .unopenable(error.description)
    }
    guard let ledger, !request.isWithoutLedger else { return (sources, nil) }
    do throws(LedgerRequestError) {
      return (
        sources,
        try LedgerRequest(
          ledger, brand: request.brand, purpose: request.purpose, channel: channel,
          audience: audience)
      )
    } catch {
      throw .unopenable(error.description)
    }
  }

  private static func audience(
    _ request: OpeningRequest
  ) throws(Refusal) -> ConsentPolicy.Audience {
    guard let name = request.audience else { return .consumer }
    if let audience = ConsentPolicy.Audience(rawValue: name) { return audience }
    throw .argument("the audience is consumer or business, and nothing else")
  }

  private static func channel(_ request: OpeningRequest) throws(Refusal) -> ListChannels? {
    guard let name = request.channel else { return nil }
    if let named = ListChannels.named.first(where: { $0.name == name }) { return named.channel }
    let names = ListChannels.named.map(\.name).joined(separator: ", ")
    throw .argument("there is no channel of that name; the channels are \(names)")
  }

  private static func open(
    _ sources: Sources, isTrusted: Bool
  ) throws(Refusal) -> SuppressionIndexes {
    let keys: KeyRing
    do throws(KeyError) {
      keys = try KeyRing(paths: sources.keyPaths)
    } catch {
      throw .unopenable("\(error)")
    }
    do throws(IndexError) {
      let indexes = try SuppressionIndexes(paths: sources.paths, keys: keys)
      if !isTrusted {
        for index in indexes.indexes { try index.verifyBlocks(threadCount: 1) }
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
