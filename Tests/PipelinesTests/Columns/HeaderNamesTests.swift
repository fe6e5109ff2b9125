import Testing

@testable import Pipelines

struct HeaderNamesTests {
  @Test(arguments: [
    "0505 973 84 47", "2025550101", "(202) 555-0101", "72 62,(0212) 399 16 40,0505", "a,2025550101",
  ])
  func namesThatAreNumbersAreNotShown(name: String) {
    #expect(HeaderNames.harmless(name) == "(a number)")
  }

  @Test(arguments: [
    "2026-9-9_818_abc.txt", "20261120", "2026-11-20", "dnc_20261120.csv", "Leads 20261120.csv",
    "a, b.csv",
  ])
  func namesWithDatesAreShown(name: String) { #expect(HeaderNames.harmless(name) == name) }
}
