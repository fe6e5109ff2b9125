import ArgumentParser
import ListReading
import Pipelines
import SuppressionLists

/// What the lists of a build say of themselves: age, coverage, channels, purposes.
struct CatalogueArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The days from a list's date up to which it may be called on, such as 31 for the US registry; "
        + "may be repeated. (default: it does not grow stale)",
      valueName: "id=days"))
  var maxAge: [String] = []

  @Option(
    help: ArgumentHelp(
      "The beginnings of the international numbers for which a list speaks: 1202,1212,44; may be "
        + "repeated. Once any list has some, numbers that none speaks for are rejected. (default: "
        + "the area codes in the names of its files, else none)",
      valueName: "id=prefix,…"))
  var covers: [String] = []

  @Option(
    help: ArgumentHelp(
      "The channels a list is about: voice, sms, whatsapp, fax; may be repeated. (default: all)",
      valueName: "id=channel,…"))
  var channels: [String] = []

  @Option(
    help: ArgumentHelp(
      "The purposes a list is about, by names of your own; may be repeated. (default: all)",
      valueName: "id=name,…"))
  var purposes: [String] = []

  /// Sets what the options say of the lists they name.
  func apply(to sources: inout [ListBuild.Source]) throws {
    for (id, value) in try Values.pairs(maxAge, option: "--max-age") {
      let index = try BuildCommand.index(of: id, in: sources, option: "--max-age")
      sources[index].list.ageDayCountMax = try Values.ageDayCount(value)
    }
    for (id, value) in try Values.pairs(covers, option: "--covers") {
      let index = try BuildCommand.index(of: id, in: sources, option: "--covers")
      let prefixes = try Values.names(value, option: "--covers").map { try Values.prefix($0) }
      // Each once and in order, so that the same coverage gives the same index.
      sources[index].list.coverage = Set(sources[index].list.coverage + prefixes).sorted()
    }
    for (id, value) in try Values.pairs(channels, option: "--channels") {
      let index = try BuildCommand.index(of: id, in: sources, option: "--channels")
      for name in try Values.names(value, option: "--channels") {
        sources[index].list.channels.insert(try Values.channel(name))
      }
    }
    for (id, value) in try Values.pairs(purposes, option: "--purposes") {
      let index = try BuildCommand.index(of: id, in: sources, option: "--purposes")
      let names = try Values.names(value, option: "--purposes")
      sources[index].list.purposes = Set(sources[index].list.purposes + names).sorted()
    }
  }
}
