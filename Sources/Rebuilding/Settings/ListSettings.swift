import ListReading
import PhoneNumbers
import SuppressionLists

/// What is declared of one list that is rebuilt night by night.
public struct ListSettings: Equatable, Sendable {
  /// Where the day comes from that a file speaks for.
  public enum DateSource: String, Sendable, CaseIterable {
    /// Its name, or the names of the files in it.
    case name
    /// The day on which the file was written last, in UTC.
    case modified
  }

  /// The prefixes of international numbers that the list speaks for.
  public enum Coverage: Hashable, Sendable {
    /// Those that the format stands for, if it stands for any.
    case usual
    /// The area codes in the names of the files.
    case names
    case prefixes([String])

    /// What the user declared; nil if the files are to tell.
    var prefixes: [String]? { if case .prefixes(let prefixes) = self { prefixes } else { nil } }
  }

  public var id: String
  public var kind: ListKind
  /// Names and patterns of its files, from the folder of the settings.
  public var patterns: [String]
  /// How the files are read.
  public var request = ListRequest()
  public var combination: ListCombination
  public var dateSource = DateSource.name
  public var ageDayCountMax: Int?
  public var coverage = Coverage.usual
  public var channels: ListChannels = []
  public var purposes: [String] = []
  /// False if the index may be built when there is no file.
  public var isRequired = true
  /// How many of its numbers may be gone in one night though no file says that they go, in percent.
  public var shrinkPercentMax: Double
  /// The share of a file's rows that may hold no readable number, in percent.
  public var badRowsPercentMax = 1.0

  /// What is usual: nothing goes from the company's own lists, little from a register, which grows, and
  /// others come and go.
  private static func shrinkPercentMax(of kind: ListKind) -> Double {
    switch kind {
    case .objection: 0
    case .registry: 2
    default: 10
    }
  }

  /// - Parameter kind: Every file of an objection counts, for what somebody objected to once must
  ///   not be forgotten with a file; of a register, the newest.
  public init(id: String, kind: ListKind, patterns: [String]) {
    self.id = id
    self.kind = kind
    self.patterns = patterns
    combination = kind == .objection ? .all : .newest
    shrinkPercentMax = Self.shrinkPercentMax(of: kind)
  }
}
