import Foundation
import TestSupport
import Testing

/// The records and the metrics of rebuilds.
struct RebuildRecordTests {
  @Test func everyRunIsALine() throws {
    let rebuild = try RebuildPlace()
    let run = try rebuild.run(
      """
      $rebuild -q; $rebuild -q
      printf 'cut off by a full disk' >> work/rebuilds.jsonl
      : > lists/us/2026-11-21_full.txt; $rebuild -q; $rebuild -q --accept us=empty --accept us=shrank
      rm lists/us/*; mkdir lists/us/x; mv lists/us lists/gone; ln -s nowhere lists/us; ln -s no lists/own/x.csv
      $rebuild -q
      python3 - << 'end'
      import json
      lines = open("work/rebuilds.jsonl").read().splitlines()
      assert lines.pop(2) == "cut off by a full disk"
      for line in map(json.loads, lines):
          print(line["ending"], line["today"], line.get("error", "-"))
          for gate in line["gates"]: print(" ", gate["list"], gate["gate"], gate["isAccepted"])
          for list in line["lists"]:
              print(" ", list["id"], list["decision"], list["filesRead"],
                    list.get("formerNumberCount"), list["numberCount"], list["acceptedGates"],
                    [(s["name"], s["role"], s.get("versionDate"), s["byteCount"], s["rowCount"],
                      len(s["xxh3"])) for s in list["sources"]])
      end
      """)
    #expect(
      run.output == """
        switched 2026-11-22 -
          us read ['2026-11-20_full.txt'] None 3 [] [('2026-11-20_full.txt', 'full', '2026-11-20', 36, 3, 32)]
          own read ['optouts.csv'] None 2 [] [('optouts.csv', 'full', None, 45, 2, 32)]
        unchanged 2026-11-22 -
          us unchanged [] 3 3 [] [('2026-11-20_full.txt', 'full', '2026-11-20', 36, 3, 32)]
          own unchanged [] 2 2 [] [('optouts.csv', 'full', None, 45, 2, 32)]
        refused 2026-11-22 -
          us empty False
          us read ['2026-11-21_full.txt'] 3 0 [] [('2026-11-21_full.txt', 'full', '2026-11-21', 0, 0, 32)]
          own unchanged [] 2 2 [] [('optouts.csv', 'full', None, 45, 2, 32)]
        switched 2026-11-22 -
          us empty True
          us read ['2026-11-21_full.txt'] 3 0 ['empty'] [('2026-11-21_full.txt', 'full', '2026-11-21', 0, 0, 32)]
          own unchanged [] 2 2 [] [('optouts.csv', 'full', None, 45, 2, 32)]
        failed 2026-11-22 lists/own/x.csv: cannot open: no such file or directory; check the path

        """)
  }

  /// A run of which no record can be kept does not replace anything; one whose record cannot be
  /// written says what it did.
  @Test func lostRecordsAreFailures() throws {
    let rebuild = try RebuildPlace()
    let run = try rebuild.run(
      """
      mkdir work work/rebuilds.jsonl; $rebuild -q; echo $?; ls
      rmdir work/rebuilds.jsonl; ln -s /dev/full work/rebuilds.jsonl; $rebuild -q; echo $?
      rm work/rebuilds.jsonl; $rebuild -q --metrics no/m; echo $?; $nodial verify dnc.ndx > /dev/null
      """)
    #expect(run.output == "1\nlists\nnodial.toml\nwork\n1\n1\n")
    #expect(
      run.messages == """
        nodial: work/rebuilds.jsonl: cannot open: is a directory; name a file, not a folder
        nodial: dnc.ndx: replaced, but work/rebuilds.jsonl: cannot write: no space left on device; \
        free some space, nothing was left behind
        nodial: no/m: cannot open: no such file or directory; check the path

        """)
  }

  @Test func metricsTellTheStateInForce() throws {
    let rebuild = try RebuildPlace()
    let run = try rebuild.run(
      """
      metrics="$rebuild -q --metrics m"
      $metrics; grep -v '^#' m | sed -E 's/(duration_seconds|success_timestamp_seconds|_bytes) .*/\\1 N/'
      grep -c '^# HELP' m; grep -c '^# TYPE .* gauge' m
      : > lists/us/2026-11-21_full.txt; rm lists/own/*
      $nodial rebuild nodial.toml --today 2026-12-23 -q --metrics m 2> /dev/null; echo $?
      grep -E '^nodial_(rebuild_(success|gate)|list_(days|num|age_d))' m
      grep -c last_success m
      """)
    #expect(
      run.output == """
        nodial_rebuild_success 1
        nodial_rebuild_timestamp_seconds 1795305600
        nodial_rebuild_last_success_timestamp_seconds N
        nodial_rebuild_duration_seconds N
        nodial_rebuild_incomplete 0
        nodial_index_numbers 4
        nodial_index_bytes N
        nodial_list_version_timestamp_seconds{list="us"} 1795132800
        nodial_list_age_seconds{list="us"} 172800
        nodial_list_age_days{list="us"} 2
        nodial_list_days_left{list="us"} 29
        nodial_list_stale_timestamp_seconds{list="us"} 1797897600
        nodial_list_numbers{list="us"} 3
        nodial_list_numbers{list="own"} 2
        nodial_list_rows{list="us"} 3
        nodial_list_rows{list="own"} 2
        nodial_list_unreadable_rows{list="us"} 0
        nodial_list_unreadable_rows{list="own"} 0
        15
        15
        1
        nodial_rebuild_success 0
        nodial_rebuild_gate_failed{gate="empty",list="us"} 1
        nodial_rebuild_gate_failed{gate="missing",list="own"} 1
        nodial_list_age_days{list="us"} 33
        nodial_list_days_left{list="us"} -2
        nodial_list_numbers{list="us"} 3
        nodial_list_numbers{list="own"} 2
        3

        """)
  }
}
