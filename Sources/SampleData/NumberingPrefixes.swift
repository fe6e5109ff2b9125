/// The area code and exchange of a region's numbers, counted from 0.
struct NumberingPrefixes {
  private let areaCodes: [Int]
  private let exchanges: [Int]

  init(region: NumberingRegion) {
    areaCodes = region.areaCodes
    exchanges = NumberingRegion.exchanges
  }

  var count: Int { areaCodes.count * exchanges.count }

  /// - Precondition: `prefixIndex < count`, `line < NationalNumber.lineCount`.
  func number(prefixIndex: Int, line: Int) -> NationalNumber {
    let (area, exchange) = prefixIndex.quotientAndRemainder(dividingBy: exchanges.count)
    return NationalNumber(areaCode: areaCodes[area], exchange: exchanges[exchange], line: line)
  }
}
