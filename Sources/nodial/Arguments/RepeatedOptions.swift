import FoundationEssentials

/// Options that are given twice although one value counts: the parser takes the last one without a word.
enum RepeatedOptions {
  private static let longNames = ["-o": "--output", "-i": "--index", "-q": "--quiet"]

  /// The first option that is given twice and must not be; nil if there is none.
  ///
  /// - Parameters:
  ///   - arguments: Those behind the program's name.
  ///   - description: The program's commands, as the parser describes them in JSON. It takes milliseconds, and is asked for only
  ///     if an option is given twice.
  static func first(in arguments: [String], of description: () -> String) -> String? {
    var seen: Set<String> = []
    var repeated: [String] = []
    for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("-") {
      let name = String(argument.prefix { $0 != "=" })
      let longName = longNames[name] ?? name
      if !seen.insert(longName).inserted, !repeated.contains(longName) { repeated.append(longName) }
    }
    if repeated.isEmpty { return nil }
    let single = singleOptions(of: arguments, description())
    return repeated.first(where: single.contains)
  }

  /// The options of the command that arguments name, of which one value counts.
  private static func singleOptions(of arguments: [String], _ description: String) -> Set<String> {
    var command = JSONTree(description.utf8)?["command"]
    for argument in arguments {
      let subcommands = command?["subcommands"]?.elements ?? []
      guard let next = subcommands.first(where: { $0["commandName"]?.string == argument }) else {
        break
      }
      command = next
    }
    var single: Set<String> = []
    for option in command?["arguments"]?.elements ?? [] {
      guard option["kind"]?.string == "option", case .bool(false) = option["isRepeating"] else {
        continue
      }
      for name in option["names"]?.elements ?? [] where name["kind"]?.string == "long" {
        single.insert("--\(name["name"]?.string ?? "")")
      }
    }
    return single
  }
}
