import ArgumentParser

/// How damaged a campaign file is.
enum CampaignStyle: String, CaseIterable, ExpressibleByArgument {
  /// As a careful export writes it.
  case clean
  /// As several people type and paste it together.
  case messy
  /// As `clean`, with numbers of any area code: 43 in 100 are possible and not valid, as in test
  /// files, and of area codes younger than the numbering plan.
  case uniform

  // The shares are percentages of the rows, rounded down.

  /// Rows whose phone cell holds no number.
  var invalidPercentage: Int { self == .messy ? 1 : 0 }
  /// Rows whose first and last name are quoted, that is with commas and quotes before the phone.
  var quotedNamePercentage: Int { self == .messy ? 10 : 2 }
  /// Rows whose notes are quoted.
  var quotedNotesPercentage: Int { self == .messy ? 30 : 5 }
  /// Rows whose notes have a line break inside; part of the quoted ones.
  var lineBreakPercentage: Int { self == .messy ? 5 : 0 }
}
