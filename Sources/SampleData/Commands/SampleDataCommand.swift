import ArgumentParser

/// Makes do-not-call lists and campaign files of any size, with known answers.
///
/// Number `i` of a list is a function of `i` and the seed (`NumberPermutation`), so a campaign can
/// name listed and unlisted numbers without reading the list, and the two commands agree as long
/// as they are given the same seed, region and list size.
@main struct SampleDataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-data",
    abstract: "Makes do-not-call lists and campaign files of any size, with known answers.",
    discussion: """
      EXAMPLES
        sample-data list --count 1000000 --format ftc --output list.txt
        sample-data campaign --rows 1000000 --list-count 1000000 \\
          --output campaign.csv --expected expected.csv

      The same arguments give the same bytes, on every machine. The numbers are
      made up, but have real area codes and may belong to someone: do not dial them.

      Memory use is a few megabytes, whatever the size of the output.

      EXIT CODES
        0   done
        1   failed, or the reader closed the pipe: the output is not complete
        64  usage
      """,
    subcommands: [ListCommand.self, CampaignCommand.self]
  )
}
