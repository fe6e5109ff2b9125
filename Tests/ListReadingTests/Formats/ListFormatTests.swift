import PhoneNumbers
import TestSupport
import Testing

@testable import ListReading
@testable import Pipelines

struct ListFormatTests {
  private let folder = TemporaryFolder()

  private func recognize(
    _ text: String, _ adjust: (inout ListRecognition.Request) -> Void = { _ in }
  ) throws -> ListRecognition {
    var request = ListRecognition.Request()
    request.region = Region("US")
    adjust(&request)
    return try ListRecognition(RowFile(path: folder.write("list", text)), request)
  }

  @Test(
    arguments: [
      // One number a line, in any writing.
      ("+12025550101\n+12025550102\n", ListFormat.plain, false, [0]),
      ("(202) 555-0101\n2025550102", .plain, false, [0]),
      ("202,555,0101\n+1 202 555 0102\n", .plain, false, [0]),
      ("", .plain, false, [0]),
      ("\n\n", .plain, false, [0]),
      // The register's own form.
      ("202,5550101\n202,5550102\n", .ftc, false, [0, 1]),
      ("202,5550101", .ftc, false, [0, 1]),
      // A header that names a phone column, or one column of numbers among others.
      ("phone\n+12025550101\n", .csv, true, [0]),
      ("\u{FEFF}name;mobile_number\na;+12025550101\n", .csv, true, [1]),
      ("id\thome phone\tfax\tCell\n1\t\t\t2025550101\n", .csv, true, [1, 2, 3]),
      ("Ann,+12025550101\nBob,+12025550102\n", .csv, false, [1]),
      ("+12025550101|2026-11-20\n+12025550102|2026-11-21\n", .csv, false, [0]),
      ("name,contact\nAnn,+12025550101\nBob,+12025550102\n", .csv, true, [1]),
    ])
  func formatsAreRecognisedByContent(
    text: String, format: ListFormat, hasHeader: Bool, columns: [Int]
  ) throws {
    let recognition = try recognize(text)
    #expect(recognition.format == format)
    #expect(recognition.hasHeader == hasHeader)
    #expect(recognition.columns.phoneColumns == columns)
  }

  @Test func aRequestOutranksTheContent() throws {
    let text = "202,5550101\n202,5550102\n"
    #expect(try recognize(text) { $0.format = .plain }.format == .plain)
    let csv = try recognize(text) { $0.columns = ["2"] }
    #expect(csv.format == .csv)
    #expect(csv.columns.phoneColumns == [1])
    let ftc = try recognize("n/a\n") {
      $0.format = .ftc
      $0.region = nil
    }
    #expect(ftc.columns.region == Region("US"))
    #expect(ftc.columns.form == .areaCodeAndNumber)
    let headless = try recognize("phone;x\n1;2\n") {
      $0.hasHeader = false
      $0.columns = ["1"]
    }
    #expect(!headless.hasHeader)
  }

  /// What is said of a list that is not recognised names no number of it.
  @Test func unrecognisedListsAreRefused() throws {
    for text in [
      "name,place\nAnn,here\nBob,there\n", "Ann,+12025550101,+12025550102\n",
      "12025550101,12025550102\n12025550103,12025550104\n",
      // Numbers in what is taken for the column, and in others.
      "Lead report\nAnn|(415) 555-0102|x,2025550101\nBob|(415) 555-0103|y, 2025550104\n",
    ] {
      let path = try folder.write("list", text)
      do throws(PipelineError) {
        var request = ListRecognition.Request()
        request.region = Region("US")
        _ = try ListRecognition(try RowFile(path: path), request)
        Issue.record("\(text.debugDescription) was recognised")
      } catch {
        #expect(error.description.contains("--column"))
        #expect(!error.description.contains("20255501"))
      }
    }
    #expect(throws: PipelineError.self) {
      try recognize("phone,x\n1,2\n") { $0.columns = ["phne"] }
    }
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x31, 0x00], "UTF-16LE"), ([0xFE, 0xFF, 0x00, 0x31], "UTF-16BE"),
      ([0xFF, 0xFE, 0x00, 0x00], "UTF-32LE"), ([0x00, 0x00, 0xFE, 0xFF], "UTF-32BE"),
    ] as [([UInt8], String)])
  func foreignEncodingsAreNamed(bytes: [UInt8], name: String) throws {
    let path = try folder.write("list", bytes)
    do throws(PipelineError) {
      _ = try RowFile(path: path).layout(delimiter: nil)
      Issue.record("\(name) was read")
    } catch {
      #expect(error == PipelineError(.encoding(name: name), path: path))
    }
  }
}

extension ListFormat: CustomTestStringConvertible {
  public var testDescription: String { name }
}
