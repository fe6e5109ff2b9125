import Files

/// Refuses outputs that would replace what is read, and two outputs of one name, however they are
/// written, before anything is done.
struct OutputNames {
  private struct Input {
    var path: String
    var identity: FileIdentity?
    /// `the index to ask`
    var role: String
  }

  private var inputs: [Input] = []
  private var outputs: [OutputPlace] = []

  /// Takes note of what is read.
  ///
  /// - Parameters:
  ///   - identity: That of the opened file, if it is open already.
  ///   - role: What it is, for messages: `the index to ask`.
  mutating func read(_ path: String, identity: FileIdentity? = nil, role: String) {
    let identity = identity ?? (path == "-" ? nil : FileIdentity(path: path))
    inputs.append(Input(path: path, identity: identity, role: role))
  }

  /// Takes note of what is written, after all that is read.
  mutating func write(_ path: String) throws(Failure) {
    let name = path == "-" ? "standard output" : path
    let identity = FileIdentity(path: path)
    for input in inputs {
      // A device such as /dev/null or a terminal may be read and written.
      let isSame = identity.map { $0.isRegularFile && $0 == input.identity } ?? false
      if isSame || path != "-" && path.utf8.elementsEqual(input.path.utf8) {
        throw Failure("\(name): is also \(input.role); write to another file")
      }
    }
    if path != "-", OutputFile.isIndexOfLedger(path) {
      throw Failure("\(name): is an index of a consent ledger; write to another file")
    }
    let place = OutputPlace(path: path)
    guard !outputs.contains(where: place.isSame) else {
      throw Failure("\(name): is named for two outputs; give each a file of its own")
    }
    outputs.append(place)
  }
}
