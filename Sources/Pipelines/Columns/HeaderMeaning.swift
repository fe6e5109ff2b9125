import Texts

/// What a header says of its column.
package struct HeaderMeaning {
  package enum Claim {
    /// A phone number: `phone`, `Mobilfunknummer`, `fax_1`.
    case phone
    /// Perhaps a phone number: `home`, `work`, `number`.
    case place
    /// Something of a phone number, but not the number: `phone_type`.
    case aspect
    case none
  }

  package private(set) var claim: Claim
  /// True if it names ids, dates, amounts or the like.
  package let isIdentifier: Bool
  /// True if it says who must not be called: `Phone 1 DNC`.
  let isRefusal: Bool
  /// True if it is nothing but the word for a number.
  let isNumber: Bool
  /// True if it names remarks: what somebody writes there is no column of numbers, though some are.
  let isRemark: Bool

  package init(_ name: String) {
    let parts = HeaderText.parts(of: name)
    let stems = parts.map(HeaderText.stem)
    let joined = stems.joined()
    let words = Set(parts).union(stems)
    let pairs = Set(zip(stems, stems.dropFirst()).map { $0 + $1 })
    let triples = zip(zip(stems, stems.dropFirst()), stems.dropFirst(2)).map { $0.0 + $0.1 + $1 }
    let all = words.union(pairs).union(triples).union([joined])
    let isPhone =
      !all.isDisjoint(with: Self.phones) || Self.holdsStem(Array(joined.utf8))
    isRemark = !words.isDisjoint(with: HeaderWords.remarks)
    if isPhone {
      claim = words.isDisjoint(with: HeaderWords.others) && !isRemark ? .phone : .aspect
    } else {
      claim = all.isDisjoint(with: HeaderWords.places) ? .none : .place
    }
    isNumber = ["number", "numero", "nummer"].contains(joined)
    isRefusal = !all.isDisjoint(with: HeaderWords.refusals)
    // `DNC_Home` may say yes or no, or be a number, but it is no id; nor is the id of a caller.
    let isNamedID = !all.isDisjoint(with: HeaderWords.identifiers) && !pairs.contains("callerid")
    isIdentifier = claim != .phone && (isNamedID || isRefusal && claim != .place)
  }

  /// What the names of a header say, each among the others: VICIdial dials `address3` as a third number
  /// (its setting `ALT_AND_ADDR3`), so that it is one where the cells are.
  static func all(of header: [String]) -> [HeaderMeaning] {
    var meanings = header.map { HeaderMeaning($0) }
    let names = header.map(HeaderText.folded)
    if names.contains("altphone"), names.contains("phonecode") || names.contains("vendorleadcode"),
      let third = names.firstIndex(of: "address3")
    {
      meanings[third].claim = .place
    }
    return meanings
  }

  private static let phones: Set<String> = {
    Set(HeaderWords.phones.flatMap(\.value).map(HeaderText.folded))
  }()

  private static let stems: [[UInt8]] = HeaderWords.stems.map { Array(HeaderText.folded($0).utf8) }

  /// True if a stem stands anywhere in a name. By bytes: a header may have a hundred columns.
  private static func holdsStem(_ name: [UInt8]) -> Bool {
    stems.contains { stem in
      guard stem.count <= name.count else { return false }
      for start in 0...(name.count - stem.count) where name[start] == stem[0] {
        if name[start..<(start + stem.count)].elementsEqual(stem) { return true }
      }
      return false
    }
  }
}
