import TestSupport
import Testing

/// Messages that people send, through the command.
struct ConsentReplyTests {
  private let place: ConsentPlace

  init() throws { place = try ConsentPlace() }

  /// What holds nothing says so.
  @Test func nothingIsSaid() throws {
    let run = try place.run(
      """
      printf 'number,text\\n' > none.csv
      $nodial consent reply none.csv; echo $?
      printf '\\n \\n' | $nodial consent object -; echo $?
      $nodial consent object ' '; echo $?
      """)
    #expect(run.output == "0\n1\n1\n", "\(run.output)")
    #expect(run.messages.contains("none.csv: holds no message\n"))
    #expect(run.messages.contains("standard input: holds no number; give one a line\n"))
    #expect(run.messages.contains("the arguments hold no number"))
  }

  /// Who settles or confirms what is not there may have mistyped the number.
  @Test func whatAnswersNothingSaysSo() throws {
    let run = try place.run(
      """
      $nodial consent reviewed +493012345670 | cut -f 2-
      $nodial consent confirm +493012345670 --purpose offers --channel sms --evidence act=link | cut -f 2-
      printf 'number,text\\n+493012345671,we have got to STOP this terrible bill right now please\\n' > in.csv
      $nodial consent reply in.csv > line
      $nodial consent reviewed +493012345671 | cut -f 2-
      """)
    let remark =
      "changes nothing, since there was nothing to confirm, to settle or to release; is the number right?"
    #expect(run.output == "10\t\(remark)\n11\t\(remark)\n13\n", "\(run.output)\(run.messages)")
  }

  /// The exports of providers, with their headers.
  @Test(arguments: [
    "number,text,received", "From,To,Body,DateSent", "msisdn,to,text,message-timestamp",
    "from,cleanText,receivedAt",
  ])
  func theExportsOfProvidersAreRead(header: String) throws {
    let columns = header.split(separator: ",").count
    func row(_ number: String, _ text: String) -> String {
      columns == 4
        ? "\(number),+12025550000,\"\(text)\",2026-11-20T08:00:00Z"
        : "\(number),\"\(text)\",2026-11-20T08:00:00Z"
    }
    try place.folder.write(
      "in.csv",
      ([header]
        + [
          row("+12025550151", "STOP"), row("+12025550152", "yes, please"),
          row("+12025550153", "unsubcribe"),
          row("+12025550154", "we have got to STOP this bill"), row("none", "stop"),
        ]).joined(separator: "\n") + "\n")
    let run = try place.run(
      """
      $nodial consent reply in.csv; echo $?
      $nodial check --purpose offers --channel voice -- +12025550151 +12025550152 +12025550153 +12025550154 | cut -f 2-
      """)
    let output = run.output.replacing(#/@\d{4}-\d\d-\d\d/#, with: "")
    #expect(
      output == """
        1\twithdrawn\t10\texact
        2\tnone\t-
        3\twithdrawn\t11\tnear
        4\treview\t12\treview
        5\trefused\t-\tholds no number that can be read; write it as +12025550101
        1
        listed\tP\tledger-withdrawal
        clear\tC\t
        listed\tP\tledger-withdrawal
        listed\tP\tledger-review

        """, "\(run.messages)")
  }

  @Test func aReviewIsListedAndSettled() throws {
    let run = try place.run(
      """
      say() { printf '{"from":"%s","text":"%s","message-timestamp":"2026-11-20 08:00:00"}\\n' "$1" "$2"; }
      { say +12025550154 'we have got to STOP this bill'; say 12025550155 ok; } | $nodial consent reply -; echo $?
      $nodial consent reviews --actor agent:7 | cut -f 1,3-
      $nodial consent reviewed +12025550154 --actor agent:7 > line; $nodial consent reviews
      say +12025550157 unsubcribe | $nodial consent reply - > line; $nodial consent reviews | cut -f 3-
      $nodial consent reviewed +12025550157 > line; $nodial consent reviews
      $nodial check --purpose offers --channel voice -- +12025550157 | cut -f 2
      $nodial check --purpose offers --channel voice -- +12025550154 | cut -f 2
      say +12025550155 STOP | $nodial consent reply - --brand beta; echo $?
      $nodial check --purpose offers --channel voice -- +12025550155 | cut -f 2
      $nodial check --purpose offers --channel voice --brand beta -- +12025550155 | cut -f 2
      for line in '{"from":' '{"from":"+12025550156"}' '[]' '{"text":"stop"}'; do echo "$line" | $nodial consent reply -; echo $?; done
      """)
    #expect(
      run.output == """
        1\treview\t10\treview
        2\tnone\t-
        2
        10\treview\t+12025550154\twe have got to STOP this bill
        withdrawn\t+12025550157\tunsubcribe
        listed
        clear
        1\twithdrawn\t18\texact
        0
        clear
        listed
        1\trefused\t-\tis no object of JSON with a number and a text
        1
        1\trefused\t-\tis no object of JSON with a number and a text
        1
        1\trefused\t-\tis no object of JSON with a number and a text
        1
        1\trefused\t-\tholds no number that can be read; write it as +12025550101
        1

        """, "\(run.messages)")
  }

  /// Of two texts of one name nobody knows which one was sent, and either may be an opt-out.
  @Test func textsThatStandTwiceAreRefused() throws {
    let lines = [
      #"{"from":"+12025550150","text":"hello","text":"STOP"}"#,
      #"{"from":"+12025550150","text":"STOP","Text":"hello"}"#,
      #"{"from":"+12025550150","From":"+12025550151","text":"STOP"}"#,
      #"{"from":"+12025550150","text":"STOP","note":"\"text\": {1:2}","tags":[{"a":1},{"a":2}]}"#,
    ]
    let run = try place.run(
      """
      while read -r line; do printf "%s\\n" "$line" | $nodial consent reply - | cut -f 2,4; done <<'END'
      \(lines.joined(separator: "\n"))
      END
      printf 'from,text,Text\\n+12025550152,hello,STOP\\n' > m.csv; $nodial consent reply m.csv; echo $?
      """)
    #expect(
      run.output == """
        refused\tsays its number or its text twice; send each once
        refused\tsays its number or its text twice; send each once
        refused\tsays its number or its text twice; send each once
        withdrawn\texact
        1

        """, "\(run.messages)")
    #expect(
      run.messages.contains("m.csv: two columns are called Text; leave one"), "\(run.messages)")
  }
}
