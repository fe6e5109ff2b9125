import TestSupport
import Testing

/// Runs `nodial normalize`: the rows as they came, and four fields more.
struct NormalizeCommandTests {
  private let campaign = """
    id;phone
    1;2025551234.0
    2;"202-555-1234 / 202-555-9999"
    3;202-555-1234 home
    4;abc
    5;+54 9 11 2345-6789
    6;
    7;+381 38 123 456

    """

  @Test func everyCellGetsItsNumberGradeAndNote() throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("campaign.csv", campaign)
    let run = try place.run("$nodial normalize --region US campaign.csv")
    #expect(run.status == 0)
    #expect(
      run.output == """
        id;phone;nodial_number;nodial_grade;nodial_rejection;nodial_note
        1;2025551234.0;+12025551234;valid;;cleaned
        2;"202-555-1234 / 202-555-9999";+12025551234|+12025559999;valid;;"rescued;second-number"
        3;202-555-1234 home;+12025551234;valid;;"rescued;unrescued"
        4;abc;;refused;NOT_A_NUMBER;NOT_A_NUMBER
        5;+54 9 11 2345-6789;+5491123456789;valid;;alias:ar-mobile-9
        6;;;refused;EMPTY;EMPTY
        7;+381 38 123 456;+38138123456;possible;;"alias:renumbered;old-kosovo-code"

        """)
    #expect(
      run.messages == """
        nodial: campaign.csv: phone column phone; delimiter semicolon; region US
        nodial: 7 rows; numbers: 4 valid, 1 possible, 0 local, 0 doubtful, 2 refused; \
        1 cleaned, 2 rescued

        """)
  }

  @Test func theCoreAloneAnswersAsLibphonenumber() throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("campaign.csv", campaign)
    let run = try place.run("$nodial normalize -q --core-only --region US campaign.csv | sed 1d")
    #expect(
      run.output == """
        1;2025551234.0;+120255512340;doubtful;;
        2;"202-555-1234 / 202-555-9999";;refused;TOO_LONG;TOO_LONG
        3;202-555-1234 home;+120255512344663;doubtful;;
        4;abc;;refused;NOT_A_NUMBER;NOT_A_NUMBER
        5;+54 9 11 2345-6789;+5491123456789;valid;;
        6;;;refused;EMPTY;EMPTY
        7;+381 38 123 456;+38138123456;possible;;

        """)
  }

  @Test func severalColumnsAreJoinedWithinAField() throws {
    let place = try Workplace(withIndex: false)
    try place.folder.write("campaign.csv", "phone|mobile\n2025551234|(202) 555-9999\n12|\n")
    let run = try place.run("$nodial normalize -q --region US campaign.csv")
    #expect(
      run.output == """
        phone|mobile|nodial_number|nodial_grade|nodial_rejection|nodial_note
        2025551234|(202) 555-9999|"+12025551234|+12025559999"|"valid|valid"|"|"|"|"
        12||"+112|"|"doubtful|refused"|"|EMPTY"|"|EMPTY"

        """)
  }
}
