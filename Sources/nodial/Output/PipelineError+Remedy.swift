import Pipelines
import SuppressionLists

extension PipelineError {
  /// The option, and the setting of a rebuild, that settles what the error says; nil if it says that
  /// itself.
  var remedy: String? {
    switch kind {
    case .quotes(.open, _, _):
      "close it, or say --quotes none (in settings: quotes = \"none\") if quotes are ordinary characters "
        + "in the file"
    case .quotes(.shifted, _, _):
      "correct the row, or say --quotes none (in settings: quotes = \"none\") if quotes are ordinary "
        + "characters in the file, --multiline-fields (multiline_fields = true) if all of them are right"
    case .quotes(.rows, _, _), .quotes(.cells, _, _):
      "remove it, or say --quotes none (in settings: quotes = \"none\") if quotes are ordinary characters "
        + "in the file, --multiline-fields (multiline_fields = true) if it is right"
    case .unreadable(_, _, _, _, let count?):
      "if the first rows are titles, say --skip-rows \(count) (in settings: skip_rows = \(count))"
    case .severalHeaders:
      "say how many lines are above it with --skip-rows (in settings: skip_rows)"
    case .index(let error): error.remedy
    default: nil
    }
  }

  /// What happened and what to do, in one sentence.
  var sentence: String { remedy.map { "\(self); \($0)" } ?? description }
}
