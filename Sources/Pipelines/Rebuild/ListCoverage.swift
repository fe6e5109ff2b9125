import SuppressionLists

/// Finds the prefixes of international numbers that a list speaks for.
enum ListCoverage {
  /// - Parameters:
  ///   - sources: The files that the list consists of.
  ///   - files: Those that are there, with what was found in them.
  ///   - formats: Their formats.
  ///   - former: What the list spoke for so far; kept if there are no files to tell.
  static func prefixes(
    _ coverage: ListSettings.Coverage, sources: [ListSource], files: [DeliveredFile],
    formats: Set<ListFormat>, former: [String]?
  ) -> [String] {
    switch coverage {
    case .prefixes(let prefixes): return prefixes
    case .names: return named(sources, files, otherwise: [])
    case .usual:
      if formats.isEmpty, let former { return former }
      let usual = Set(formats.flatMap(prefixes(of:)))
      return usual.isEmpty ? [] : named(sources, files, otherwise: usual)
    }
  }

  /// The area codes in the names of full files; a file without one speaks for `otherwise`.
  private static func named(
    _ sources: [ListSource], _ files: [DeliveredFile], otherwise: Set<String>
  ) -> [String] {
    var prefixes: Set<String> = []
    for source in sources where source.role == .full {
      let file = files.first { $0.source.digest == source.digest && $0.name == source.name }
      let named = file?.coverage ?? ListFileName(source.name).coverage
      prefixes.formUnion(named.isEmpty ? Array(otherwise) : named)
    }
    // Changes of a list that comes in no other form.
    if !sources.contains(where: { $0.role == .full }) { prefixes.formUnion(otherwise) }
    return prefixes.sorted()
  }

  /// What a format's register is about.
  private static func prefixes(of format: ListFormat) -> [String] {
    switch format.name {
    case "ftc", "canada", "xml": ["1"]
    case "tps": ["44"]
    case "ncpr": ["91"]
    default: []
    }
  }
}
