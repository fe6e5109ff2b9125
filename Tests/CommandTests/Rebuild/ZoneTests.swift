import TestSupport
import Testing

/// Lists whose files are named by the local day.
struct ZoneTests {
  /// Runs a script in a folder with a register of files in `f`; `night` rebuilds, `ask` asks.
  ///
  /// `at MOMENT` sets the clock, where a library that does it is found.
  private func run(zone: String, list: String = "", _ script: String) throws -> String {
    let place = try Workplace(withIndex: false)
    try place.folder.write(
      "nodial.toml",
      """
      index = "dnc.ndx"
      region = "US"
      \(zone)
      [[list]]
      id = "us"
      kind = "registry"
      files = "f/*"
      max_age_days = 31
      \(list)

      """)
    return try place.run(
      """
      mkdir f
      night() { $nodial rebuild -q nodial.toml "$@" 2> said; echo "rebuilt $?"; }
      ask() { $nodial check --index dnc.ndx --call-date 2026-11-22 "$@" | cut -f 2; }
      \(script)
      """
    ).output
  }

  /// Where it is tomorrow already, tomorrow's file is of today: at the easternmost clock or the
  /// westernmost, whatever the time in UTC.
  @Test func todayIsTheDayThere() throws {
    let script = """
      east=$(TZ=XXX-14 date +%F); west=$(TZ=XXX+11 date +%F)
      printf '202,5550101\\n' > "f/${east}_full.txt"; night
      grep -o "today is $west (-11:00)" said | sed "s/$west/DAY/"
      python3 -c "import json; r = json.loads(open('work/rebuilds.jsonl').readlines()[-1]); \
      print(r['timezone'], r['today'] == '$east', r['today'] == '$west', r['lists'][0].get('timezone'))"
      """
    #expect(try run(zone: "timezone = \"+14:00\"", script) == "rebuilt 0\n+14:00 True False None\n")
    // For 25 hours of difference, it is always another day there.
    #expect(
      try run(zone: "timezone = \"-11:00\"", script)
        == "rebuilt 1\ntoday is DAY (-11:00)\n-11:00 False True None\n")
    // A list may have a zone of its own.
    #expect(
      try run(zone: "timezone = \"-11:00\"", list: "timezone = \"Pacific/Kiritimati\"", script)
        == "rebuilt 0\n-11:00 False True Pacific/Kiritimati\n")
  }

  /// The deletion is of 19:00 UTC on the day before the full file's day in UTC, and after its beginning
  /// in Delhi.
  @Test func momentsWithoutAnOffsetAreLocal() throws {
    let script = """
      printf '202,5550101\\n202,5550102\\n202,5550103\\n' > f/2026-11-21_full.txt
      printf '2025550101,2026-11-20T19:00:00Z,D\\n2025550102,2026-11-21 00:30:00,D\\n' > f/2026-11-22_changes.txt
      night --today 2026-11-22; ask 2025550101 2025550102
      """
    #expect(try run(zone: "", script) == "rebuilt 0\nlisted\nclear\n")
    #expect(try run(zone: "timezone = \"Asia/Kolkata\"", script) == "rebuilt 0\nclear\nclear\n")
  }

  /// Files dated by when they were written are of the day there.
  @Test func writtenFilesAreOfTheDayThere() throws {
    let script = """
      printf '202,5550101\\n' > f/full.txt; touch -d 2026-11-21T20:00Z f/full.txt
      night --today 2026-11-22; $nodial check --index dnc.ndx 2025550101 | cut -f 4
      """
    let list = "date = \"modified\""
    #expect(try run(zone: "", list: list, script) == "rebuilt 0\nus@2026-11-21\n")
    #expect(
      try run(zone: "timezone = \"Australia/Sydney\"", list: list, script)
        == "rebuilt 0\nus@2026-11-22\n")
  }

  /// Another zone is another reading.
  @Test func aChangeOfTheZoneReadsAnew() throws {
    let output = try run(
      zone: "",
      """
      printf '202,5550101\\n' > f/2026-11-21_full.txt; night --today 2026-11-22
      night --today 2026-11-22; sed -i '3s/.*/timezone = "Asia\\/Kolkata"/' nodial.toml
      night --today 2026-11-22; night --today 2026-11-22
      python3 -c "import json
      for l in open('work/rebuilds.jsonl'): print(json.loads(l)['lists'][0]['decision'])"
      """)
    #expect(
      output == "rebuilt 0\nrebuilt 0\nrebuilt 0\nrebuilt 0\nread\nunchanged\nread\nunchanged\n")
  }

  @Test func zonesThatAreNotThere() throws {
    let script =
      "printf '202,5550101\\n' > f/2026-11-21_full.txt; night --today 2026-11-22; cat said"
    #expect(
      try run(zone: "timezone = \"Mars/Olympus\"", script)
        == "rebuilt 1\nnodial: nodial.toml:3: timezone cannot be \"Mars/Olympus\"; write a name such as "
        + "\"Asia/Kolkata\", or an offset such as \"+05:30\"\n")
    #expect(
      try run(zone: "timezone = \"../../../etc/passwd\"", script)
        .contains("nodial.toml:3: timezone cannot be \"../../../etc/passwd\"; "))
    // Nor is a file that is no zone.
    #expect(
      try run(zone: "timezone = \"zone.tab\"", script).hasPrefix("rebuilt 1\n"))
    let missing = "export TZDIR=$PWD/none; \(script)"
    #expect(
      try run(zone: "timezone = \"Asia/Kolkata\"", missing)
        .contains("/none is not there; install tzdata, or write an offset: \"+05:30\"\n"))
    #expect(try run(zone: "timezone = \"+05:30\"", missing) == "rebuilt 0\n")
  }
}
