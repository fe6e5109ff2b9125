import Foundation
import TestSupport
import Testing

/// Runs `nodial scrub --every-column`.
struct EveryColumnCommandTests {
  @Test func aListedNumberInAnyCellBlocksTheRow() throws {
    let place = try Workplace()
    try place.folder.write(
      "c.csv",
      """
      id,phone,note
      1,2025550190,call 202-555-0101
      2,2025550191,"nothing, on 2026-11-20"
      2025550104,2025550192,
      4,,2025550193

      """)
    let run = try place.run(
      """
      $nodial scrub --index dnc.ndx c.csv --every-column --rejected r.csv --report r.json
      grep -c '"readsEveryColumn": true' r.json; cat r.csv
      """)
    #expect(
      run.output == """
        id,phone,note
        2,2025550191,"nothing, on 2026-11-20"
        1
        id,phone,note,nodial_outcome,nodial_code,nodial_lists
        1,2025550190,call 202-555-0101,listed,D,us-ftc@2026-11-20(every-column)
        2025550104,2025550192,,listed,P,withdrawn@undated(every-column)
        4,,2025550193,invalid,I,

        """)
  }

  /// Then all valid numbers of a row are its numbers.
  @Test func noColumnNeedBeAPhoneColumn() throws {
    let place = try Workplace()
    try place.folder.write(
      "c.csv", "name,note\nAnn,202-555-0190\nBob,see 202-555-0101\nEve,no number\n")
    var run = try place.run("$nodial scrub --index dnc.ndx c.csv --every-column --rejected r.csv")
    #expect(run.status == 0)
    #expect(run.output == "name,note\nAnn,202-555-0190\n")
    #expect(run.messages.contains("c.csv: no phone column; every cell is read; "))
    #expect(
      try place.folder.text("r.csv").hasSuffix(
        "listed,D,us-ftc@2026-11-20(every-column)\nEve,no number,invalid,I,\n"))
    run = try place.run("$nodial scrub -q --index dnc.ndx c.csv --every-column --unique")
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(
      run.messages.hasSuffix(
        "nodial: c.csv: no phone column tells which numbers --unique is about; name it with "
          + "--column\n"))
  }
}
