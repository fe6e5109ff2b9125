import PhoneNumbers
import Pipelines
import SuppressionLists

/// Reads suppression lists and builds an index of them.
public struct ListBuild: Sendable {
  public typealias Source = ListReader.Source
  public typealias Event = ListReader.Event

  public struct Options: Sendable {
    public var index = IndexBuilder.Options()
    /// The share of a file's rows that may hold no readable number, in percent.
    public var tolerancePercent = 1.0
    /// Other sizes than everybody's, for tests.
    var limits = BlockLimits()

    public init() {}

    var reader: ListReader.Options {
      var reader = ListReader.Options()
      reader.threadCount = index.threadCount
      reader.tolerancePercent = tolerancePercent
      reader.refusesFuture = true
      reader.limits = limits
      return reader
    }
  }

  private let sources: [Source]
  private let options: Options

  public init(sources: [Source], options: Options) {
    self.sources = sources
    self.options = options
  }

  /// Builds the index at `outputPath`; on any error it does not appear.
  public func run(
    outputPath: String, progress: Progress = Progress(), report: (Event) -> Void
  ) throws(PipelineError) -> IndexBuilder.Summary {
    let builder: IndexBuilder
    do throws(IndexError) {
      builder = try IndexBuilder(
        path: outputPath, listCount: sources.count, options: options.index)
    } catch {
      throw PipelineError(error)
    }
    var lists: [SuppressionList] = []
    var regions: Set<Region?> = []
    for (index, source) in sources.enumerated() {
      let reader = ListReader(source: source, options: options.reader)
      let list = try reader.read(into: builder, number: index, progress: progress) { event in
        if case .recognized(_, _, let recognition) = event {
          regions.insert(recognition.columns.region)
        }
        report(event)
      }
      lists.append(list)
    }
    // A campaign is read with the general region, or that of the lists, if they agree on one.
    let general = sources.first?.request.defaultRegion
    let region = general?.code ?? (regions.count == 1 ? regions.first??.code : nil)
    do throws(IndexError) {
      return try builder.finish(lists: lists, region: region ?? "")
    } catch {
      throw PipelineError(error)
    }
  }
}
