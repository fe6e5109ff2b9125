import Files
import Keys
import ListReading
import PhoneNumbers
import Pipelines
import SuppressionLists

/// The files that are there for every list, with what their heads and names say.
struct Deliveries: Sendable {
  struct List: Sendable {
    var settings: ListSettings
    var files: [DeliveredFile]
    /// By path.
    var formats: [String: ListFormat]
    var plannerSettings: ListPlanner.Settings
    /// What is to be said of files that are not read.
    var notes: [ListPlanNote] = []
  }

  var lists: [List] = []

  /// Looks for the files, reads their heads, and all of those whose digests are not remembered.
  ///
  /// - Parameters:
  ///   - key: Seals what is remembered.
  ///   - today: The day that it is in a zone.
  init(
    _ settings: RebuildSettings, digestsPath: String, key: IndexKey?,
    today: (DayZone) -> CalendarDate, progress: Progress
  ) throws(PipelineError) {
    var cache = DigestCache(path: digestsPath, key: key)
    for list in settings.lists {
      try lists.append(Self.list(list, of: settings, today: today, &cache, progress))
    }
    do throws(FileError) {
      try cache.write(to: digestsPath, access: settings.access, key: key)
    } catch {
      throw PipelineError(error)
    }
  }

  private static func list(
    _ list: ListSettings, of settings: RebuildSettings, today: (DayZone) -> CalendarDate,
    _ cache: inout DigestCache, _ progress: Progress
  ) throws(PipelineError) -> List {
    let index = FileIdentity(path: settings.indexPath)
    var files: [DeliveredFile] = []
    var formats: [String: ListFormat] = [:]
    var notes: [ListPlanNote] = []
    for path in try paths(list, in: settings.folder) {
      if let reason = try reasonToPassOver(path) {
        notes.append(.passedOver(file: FolderNames.split(path).name, reason))
        continue
      }
      if let index, FileIdentity(path: path) == index {
        throw PipelineError(.isIndex(list: list.id), path: path)
      }
      let description: ListFile.Description
      do throws(PipelineError) {
        description = try ListFile.examine(path, request: list.request)
      } catch {
        throw error.naming(list: list.id)
      }
      formats[path] = description.format
      files.append(
        try delivered(
          path, description, dateSource: list.dateSource, zone: list.request.zone, &cache, progress)
      )
    }
    var planner = ListPlanner.Settings(id: list.id)
    planner.combination = list.combination
    planner.isRequired = list.isRequired
    planner.digest = list.digest
    planner.patterns = list.patterns
    if files.isEmpty && notes.isEmpty {
      planner.patternGuess =
        list.patterns.lazy.compactMap {
          PatternGuess.pattern(nearestTo: $0, in: settings.folder)
        }.first
    }
    planner.zone = list.request.zone
    planner.today = today(list.request.zone)
    planner.needsNoFullFile = formats.values.contains(where: \.hasChangesOnly)
    return List(
      settings: list, files: files, formats: formats, plannerSettings: planner, notes: notes)
  }

  /// How the names of files end that browsers and file transfer programs have not finished.
  private static let partNameEndings = [
    ".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".opdownload",
    ".upload", ".uploading", ".inprogress", "~",
  ]

  private static func reasonToPassOver(_ path: String) throws(PipelineError) -> PassedOverReason? {
    let name = FolderNames.split(path).name.lowercased()
    if partNameEndings.contains(where: name.hasSuffix) { return .partName }
    // What leads nowhere is for the reader to complain about.
    guard let identity = FileIdentity(path: path) else { return nil }
    if !identity.isRegularFile { return .noFile }
    do throws(FileError) {
      return try FileStamp.isBeingWritten(path: path) ? .beingWritten : nil
    } catch {
      throw PipelineError(error)
    }
  }

  /// The paths that match any of the patterns, each once.
  private static func paths(
    _ list: ListSettings, in folder: String
  ) throws(PipelineError) -> [String] {
    var paths: [String] = []
    for pattern in list.patterns {
      do throws(FileError) {
        for path in try FilePattern(pattern, in: folder).paths() where !paths.contains(path) {
          paths.append(path)
        }
      } catch {
        throw PipelineError(error)
      }
    }
    return paths
  }

  private static func delivered(
    _ path: String, _ description: ListFile.Description, dateSource: ListSettings.DateSource,
    zone: DayZone, _ cache: inout DigestCache, _ progress: Progress
  ) throws(PipelineError) -> DeliveredFile {
    do throws(FileError) {
      let (digest, stamp) = try cache.digest(of: path, progress: progress)
      var source = ListSource(name: FolderNames.split(path).name, role: description.role)
      source.byteCount = stamp.byteCount
      source.digest = digest
      switch dateSource {
      case .name: source.versionDate = description.versionDate
      case .modified: source.versionDate = stamp.modifiedDate(in: zone)
      }
      var areas = description.areas
      if dateSource == .modified {
        for index in areas.indices { areas[index].versionDate = source.versionDate }
      }
      var file = DeliveredFile(path: path, source: source, areas: areas)
      file.isEmpty = description.isEmpty
      file.zone = zone
      file.firstMoment = description.firstTimestamp
      return file
    } catch {
      throw PipelineError(error)
    }
  }
}

extension ListFormat {
  /// True if its register never comes but as changes.
  fileprivate var hasChangesOnly: Bool {
    !layouts.isEmpty && layouts.allSatisfy { $0.role == .change }
  }
}

extension FileStamp {
  /// The day on which the file was written last.
  func modifiedDate(in zone: DayZone) -> CalendarDate {
    zone.day(of: modified / 1_000_000_000 - (modified % 1_000_000_000 < 0 ? 1 : 0))
  }
}
