import SuppressionLists

extension Ledger {
  /// Makes sure that nothing that was recorded of people is missing from what is derived: by each index that is in force, and by
  /// the sum of what is newer; where no index was compiled, by the sum of all.
  ///
  /// - Throws: `LedgerError.notDerived` if something is.
  /// - Complexity: O(*n* *k*) in the people and the indexes, and O(*m*) in the acts behind the oldest of these.
  public func verifyWhole(_ numbers: [UInt64]) throws(LedgerError) {
    try newestSnapshot { () throws(LedgerError) in
      let head = try head()
      try readRegister()
      var size = head.size
      var count = 0
      for scope in LedgerCompilation.compiledScopes(of: self) {
        guard let compiled = try LedgerCompilation.current(of: self, scope: scope, head: head)
        else { continue }
        let lists = GroundLists(register, scope: scope, headDay: head.at.date, isRounding: false)
        for number in numbers {
          try lists.verifyWhole(
            key.index.codes.reference(of: number).overlayKey,
            try acts(of: number).filter { $0.seq <= compiled.size }, in: compiled.index, path: path)
        }
        size = min(size, compiled.size)
        count += 1
      }
      try verifyActs(after: count == 0 ? 0 : size, upTo: head)
      try verifyTombstones(upTo: head)
    }
  }

  /// The same of everybody, by the sums alone.
  ///
  /// - Complexity: O(*n*) in the acts.
  public func verifyWhole() throws(LedgerError) {
    try newestSnapshot { () throws(LedgerError) in
      let head = try head()
      try verifyActs(after: 0, upTo: head)
      try verifyTombstones(upTo: head)
    }
  }
}

extension GroundLists {
  /// Makes sure of what an index says of a person, also if nothing is derived of them.
  fileprivate func verifyWhole(
    _ key: UInt64, _ acts: [Act], in index: SuppressionIndex, path: String
  ) throws(LedgerError) {
    guard acts.isEmpty else { return try verify(key, acts, in: index, path: path) }
    do throws(IndexError) {
      if try index.findVerified(reference: key) == 0 { return }
    } catch {
      throw LedgerError(.index(error), path: path)
    }
    throw LedgerError(
      .notDerived("what it says of a person is not what it said when its index was compiled"),
      path: path)
  }
}
