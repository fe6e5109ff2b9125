import Files
import PhoneNumbers
import SuppressionLists

typealias ListRequest = ListRecognition.Request
struct ListFile {
  struct Description: Sendable {
    var format: ListFormat
    var role: ListSource.Role
    var versionDate: CalendarDate?
    var coverage: [String]
  }
  static func examine(_ path: String, request: ListRequest) throws(PipelineError) -> Description {
    let recognition = try ListRecognition(RowFile(path: path), request)
    return Description(
      format: recognition.format, role: .full,
      versionDate: CalendarDate(FolderNames.split(path).name.prefix { $0.isNumber || $0 == "-" }),
      coverage: [])
  }
}
struct ListFileName {
  var coverage: [String] = []
  init(_ name: String) {}
}
public struct ListReader: Sendable {
  public typealias Event = ListBuild.Event
  struct Source {
    var list: SuppressionList
    var paths: [String]
    var request: ListRequest
  }
  struct Options {
    var threadCount = 1
    var tolerancePercent = 1.0
    var limits = BlockLimits()
  }
  var source: Source
  var options: Options
  func read(into builder: IndexBuilder, number: Int, progress: Progress, report: (Event) -> Void)
    throws(PipelineError) -> SuppressionList
  {
    var options = ListBuild.Options()
    options.index.threadCount = self.options.threadCount
    options.tolerancePercent = self.options.tolerancePercent
    options.limits = self.options.limits
    let build = ListBuild(sources: [], options: options)
    var result = source.list
    for path in source.paths {
      let one = try build.read(
        .init(list: source.list, paths: [path], request: source.request), number: number,
        into: builder, progress: progress, report: report)
      var file = ListSource(name: FolderNames.split(path).name)
      file.byteCount = one.sourceByteCount
      file.digest = one.sourceDigest
      file.rowCount = one.rowCount
      file.unreadableRowCount = one.unreadableRowCount
      result.sources.append(file)
      result.rowCount += one.rowCount
      result.unreadableRowCount += one.unreadableRowCount
    }
    return result
  }
}
