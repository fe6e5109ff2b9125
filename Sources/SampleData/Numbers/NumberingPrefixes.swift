/// The area code and exchange of a region's numbers, counted from 0.
struct NumberingPrefixes {
  private let areaCodes: [Int]
  private let exchanges: [Int]
  private let areaCodeSet: Set<Int>
  private let exchangeSet: Set<Int>

  init(region: NumberingRegion) {
    areaCodes = region.areaCodes
    exchanges = NumberingRegion.exchanges
    areaCodeSet = Set(areaCodes)
    exchangeSet = Set(exchanges)
  }

  var count: Int { areaCodes.count * exchanges.count }

  /// Whether a number is one of the region's.
  func contains(_ number: NationalNumber) -> Bool {
    areaCodeSet.contains(number.areaCode) && exchangeSet.contains(number.exchange)
  }

  /// - Precondition: `prefixIndex < count`, `line < NationalNumber.lineCount`.
  func number(prefixIndex: Int, line: Int) -> NationalNumber {
    let (area, exchange) = prefixIndex.quotientAndRemainder(dividingBy: exchanges.count)
    return NationalNumber(areaCode: areaCodes[area], exchange: exchanges[exchange], line: line)
  }
}
