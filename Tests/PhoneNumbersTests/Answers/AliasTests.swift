import PhoneNumbers
import Testing

struct AliasTests {
  @Test(arguments: [
    ("4917622205117", "DE", "+494917622205117", 4_917_622_205_117, AliasReason.ownCallingCode),
    ("3909915990", "IT", "+393909915990", 3_909_915_990, .ownCallingCode),
    ("+54 9 11 2345 6789", "AR", "+5491123456789", 541_123_456_789, .argentinaMobileNine),
    ("011 15 2345 6789", "AR", "+5491123456789", 541_123_456_789, .argentinaMobileNine),
    ("+55 11 8765 4321", "BR", "+551187654321", 5_511_987_654_321, .brazilNinthDigit),
    ("0549 886377", "IT", "+390549886377", 3_780_549_886_377, .sanMarino),
    ("+225 07 12 34 56", "CI", "+22507123456", 2_250_707_123_456, .ivoryCoastOldLength),
    ("+225 20 21 22 23", "CI", "+22520212223", 2_252_720_212_223, .ivoryCoastOldLength),
    ("+39 (0)800 123456", "IT", "+390800123456", 39_800_123_456, .bracketedZero),
    ("+5039001234 cell", "SV", "+50390012342355", 5_039_001_234, .beforeWord),
    ("+430664123456p66", "AT", "+4366412345666", 43_664_123_456, .beforeWord),
    ("+49 16415 e.794", "NR", "+4916415794", 4_916_415, .beforeWord),
    ("080.4924 24h", "SI", "+38680492424", 386_804_924, .beforeWord),
    ("080/0479/539 (1)", "GB", "+448004795391", 44_800_479_539, .beforeWord),
    ("04554105", "GA", "+24104554105", 2_414_554_105, .gabonOldLength),
  ])
  func otherWritingIsAFurtherKey(
    cell: String, region: String, e164: String, key: UInt64, reason: AliasReason
  ) {
    let region = Region(region)
    #expect(Normalizer(region: region).normalize(cell).number?.e164 == e164)
    #expect(ExtraKey.all(of: cell, in: region).contains(ExtraKey(key, reason)))
  }

  @Test(arguments: [
    ("+4917622205117", "DE"), ("017622205117", "DE"), ("2025550123", "US"), ("12025550123", "US"),
    ("+55 11 3456 7890", "BR"), ("+55 11 98765 4321", "BR"), ("+54 11 2345 6789", "AR"),
    ("+225 07 07 12 34 56", "CI"), ("1-800-FLOWERS", "US"), ("202-555-0123 x12", "US"),
    ("+39 06 6982 0000", "IT"), ("020 7946 0000", "GB"), ("+43 664 1234567 x66", "AT"),
    ("0800 479 5391", "GB"), ("+241 11 74 12 34", "GA"),
  ])
  func plainNumbersHaveNone(cell: String, region: String) {
    #expect(Normalizer(region: Region(region)).normalize(cell).grade == .valid)
    #expect(ExtraKey.all(of: cell, in: Region(region)).isEmpty)
  }

  // Whichever side has the old writing and whichever the new one, they must meet.
  @Test(arguments: [
    ("+54 9 11 2345 6789", "+54 11 2345 6789"), ("+55 11 8765 4321", "+55 11 98765 4321"),
    ("+378 0549 886377", "+39 0549 886377"), ("+225 07123456", "+225 0707123456"),
    ("+52 1 55 1234 5678", "+52 55 1234 5678"), ("+33 262 12 34 56", "+262 262 12 34 56"),
    ("+229 20 21 12 34", "+229 01 20 21 12 34"),
    // Vietnam 2018, Colombia 2021, Cuba 2023, Kosovo 2016.
    ("+84 168 123 4567", "+84 38 123 4567"), ("+84 120 1234567", "+84 70 1234567"),
    ("+84 199 1234567", "+84 59 1234567"), ("+57 1 411 1899", "+57 601 4111899"),
    ("+57 4 411 1899", "+57 604 4111899"), ("+53 47 361234", "+53 49 361234"),
    ("+53 48 591234", "+53 49 591234"), ("+377 44 123 456", "+383 44 123 456"),
    ("+386 49 123 456", "+383 49 123 456"), ("+381 38 500 600", "+383 38 500 600"),
    // One line under two calling codes.
    ("+970 59 961 3248", "+972 59 961 3248"), ("+970 2 234 5678", "+972 2 234 5678"),
  ])
  func bothWritingsMeet(old: String, new: String) {
    func keys(_ cell: String) -> Set<UInt64> {
      let primary = Normalizer(region: nil).normalize(cell).number!.key
      return Set(ExtraKey.all(of: cell, in: nil).map(\.key) + [primary])
    }
    #expect(!keys(old).isDisjoint(with: keys(new)))
    #expect(
      Normalizer(region: nil, options: .coreOnly).normalize(old)
        != Normalizer(region: nil, options: .coreOnly).normalize(new))
  }

  @Test func extrasAreInTheOrderOfTheirOwners() {
    let cells = ["4917622205117", "", "030123456 / 030123457", "4915123456789"].map {
      Array($0.utf8)
    }
    let normalizer = Normalizer(region: Region("DE"))
    var batch = NumberBatch(capacity: 1)
    for cell in cells { normalizer.normalize(cell.span, into: &batch) }
    let owners = batch.extraOwners.indices.map { batch.extraOwners[$0] }
    #expect(owners == owners.sorted())
    #expect(Set(owners) == [0, 2, 3])
    batch.replace(at: 2, with: normalizer.normalize("030123456"))
    let left = batch.extraOwners.indices.map { batch.extraOwners[$0] }
    #expect(Set(left) == [0, 3])
    #expect(left.count == batch.extraKeys.count && left.count == batch.extraReasons.count)
  }

  @Test func reasonsHaveNames() {
    #expect(Set(AliasReason.allCases.map(\.name)).count == AliasReason.allCases.count)
    #expect(AliasReason.argentinaMobileNine.name == "alias:ar-mobile-9")
    #expect(AliasReason.secondNumber.name == "second-number")
  }
}
