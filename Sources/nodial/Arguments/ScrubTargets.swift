import Files

/// Where the outputs of one campaign go.
struct ScrubTargets {
  /// The campaign to read; `-` is standard input.
  var campaign: String
  /// Where kept rows go; `-` is standard output.
  var output: String
  var rejected: String?
  var report: String?
  var certificate: String?
  /// The indexes to ask, which no output may replace.
  var indexes: [String]
  /// Keys, settings and the ledger, which no output may replace either.
  var read: [String]

  private var outputs: [String] { [output, rejected, report, certificate].compactMap { $0 } }

  /// Refuses outputs that would replace the campaign, an index or each other.
  ///
  /// - Parameter identity: The campaign's, as it was opened.
  func refuseOverwriting(_ identity: FileIdentity) throws {
    var names = OutputNames()
    names.read(campaign, identity: identity, role: "the campaign to read")
    for index in indexes { names.read(index, role: "the index to ask") }
    for path in read { names.read(path, role: "a key, settings or a ledger that is read") }
    for path in outputs { try names.write(path) }
  }

  /// True if `path` names the regular file with this identity; a device such as /dev/null, a pipe
  /// or a terminal may serve twice.
  private static func isSameFile(_ path: String, _ identity: FileIdentity?) -> Bool {
    identity.map { $0.isRegularFile && $0 == FileIdentity(path: path) } ?? false
  }
}

/// Several campaigns into one folder.
extension ScrubTargets {
  /// The names that the outputs of the campaigns get in a folder; nothing is read.
  ///
  /// Rejected rows have a folder of their own: whatever imports all of the output folder into a
  /// dialer must not find them there. The folders are made if they are missing.
  static func inFolder(
    _ outputFolder: String, rejectedFolder: String?, certificateFolder: String?,
    of campaigns: [String], indexes: [String], read: [String]
  ) throws -> [ScrubTargets] {
    try refuseSharing(outputFolder, rejectedFolder)
    var targets: [ScrubTargets] = []
    var campaignOfOutput: [String: String] = [:]
    for campaign in campaigns {
      guard campaign != "-" else {
        throw Failure("standard input has no name to go by in --output-folder; use --output")
      }
      let (folder, name) = FolderNames.split(campaign)
      for target in [outputFolder, rejectedFolder].compactMap({ $0 })
      where isSameFolder(folder, target) {
        throw Failure("\(target): is also the folder of \(campaign); write to another folder")
      }
      let output = FolderNames.path(outputName(of: name), in: outputFolder)
      let target = ScrubTargets(
        campaign: campaign, output: output,
        rejected: rejectedFolder.map { FolderNames.path(outputName(of: name), in: $0) },
        report: "\(output).report.json",
        certificate: certificateFolder.map {
          FolderNames.path("\(outputName(of: name)).certificate.json", in: $0)
        }, indexes: indexes, read: read)
      for path in target.outputs {
        if let other = campaignOfOutput.updateValue(campaign, forKey: path) {
          throw Failure(
            "\(campaign): would be written to \(path), as \(other) would; rename one, or scrub it on "
              + "its own")
        }
      }
      targets.append(target)
    }
    try refuseReplacing(campaigns, by: targets)
    do throws(FileError) {
      for folder in [outputFolder, rejectedFolder, certificateFolder].compactMap({ $0 }) {
        try FolderNames.makeFolder(folder)
      }
    } catch {
      throw Failure(error.description)
    }
    // Two names of a folder that was not there before.
    try refuseSharing(outputFolder, rejectedFolder)
    return targets
  }

  /// The name of the kept rows: the campaign's, but of what is packed or no text the csv's.
  static func outputName(of name: String) -> String {
    var stem = name
    for ending in [".gz", ".zst", ".xz", ".bz2"] where hasEnding(ending, stem) {
      stem.removeLast(ending.count)
      break
    }
    for ending in [".zip", ".xlsx", ".tar", ".tgz"] where hasEnding(ending, stem) {
      stem.removeLast(ending.count)
      return hasEnding(".csv", stem) ? stem : stem + ".csv"
    }
    return stem
  }

  /// True if a name has an ending, in any case, and something before it.
  private static func hasEnding(_ ending: String, _ name: String) -> Bool {
    name.count > ending.count && name.lowercased().hasSuffix(ending)
  }

  /// Refuses outputs that are campaigns under another name, through links.
  private static func refuseReplacing(_ campaigns: [String], by targets: [ScrubTargets]) throws {
    let identities = campaigns.map { FileIdentity(path: $0) }
    for target in targets {
      for path in target.outputs {
        if let place = identities.firstIndex(where: { isSameFile(path, $0) }) {
          throw Failure(
            "\(path): is also the campaign \(campaigns[place]); write to another folder")
        }
      }
    }
  }

  private static func refuseSharing(_ outputFolder: String, _ rejectedFolder: String?) throws {
    if let rejectedFolder, isSameFolder(rejectedFolder, outputFolder) {
      throw Failure(
        "\(rejectedFolder): is named for kept and rejected rows; give each a folder of its own")
    }
  }

  private static func isSameFolder(_ folder: String, _ other: String) -> Bool {
    if folder == other { return true }
    guard let identity = FileIdentity(path: folder) else { return false }
    return identity == FileIdentity(path: other)
  }
}
