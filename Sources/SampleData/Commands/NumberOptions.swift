import ArgumentParser

/// The options that decide which number stands at which index, shared by both subcommands.
struct NumberOptions: ParsableArguments {
  @Option(help: "Decides which numbers are on the list, and everything else that is drawn.")
  var seed: UInt64 = 1

  @Option(help: "Whose area codes: US or CA.")
  var region: NumberingRegion = .us

  /// Checks that the region has `listCount` numbers.
  func validate(listCount: Int, option: String) throws {
    guard (0...region.numberCount).contains(listCount) else {
      throw ValidationError(
        "\(option) \(listCount): give 0 to \(region.numberCount), all there are in \(region.rawValue)."
      )
    }
  }
}
