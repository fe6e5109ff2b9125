import CKernels
import PhoneNumbers
import TestSupport
import Testing

/// Which numbers are listed or none at all, by every width of vectors and by their definition.
struct VerdictKernelsTests {
  @Test(arguments: 0...2)
  func unclearNumbersAreFound(width: Int) {
    var generator = SeededGenerator(stream: 0xD0B7)
    for count in Array(0...100) + [1000, 1023, 1024, 1025, 65_536] {
      for percent in [0, 1, 10, 50, 100] {
        for gradeMin in UInt8(0)...5 {
          let classes = (0..<count).map { _ -> UInt16 in
            guard Int.random(in: 0..<100, using: &generator) < percent else { return 0 }
            return [1, 255, 256, 0x7FFF, 0x8000, 0xFFFF].randomElement(using: &generator)!
          }
          let statuses = (0..<count).map { _ -> UInt8 in
            let grade =
              Int.random(in: 0..<100, using: &generator) < percent
              ? UInt8.random(in: 0...15, using: &generator) : 15
            return grade | UInt8.random(in: 0...15, using: &generator) << 4
          }
          var places = [UInt16](repeating: .max, count: count + Int(NODIAL_UNCLEAR_SLACK) + 1)
          var found = 0
          // SAFETY: the arrays have the counts that the kernel asks for; the last place is a guard.
          let isKnown = unsafe nodial_find_unclear_by_width(
            Int32(width), classes, statuses, count, gradeMin, &places, &found)
          // A processor with narrower vectors only; the narrowest are everywhere.
          guard isKnown != 0 else {
            #expect(width > 0)
            return
          }
          let expected = (0..<count).filter { classes[$0] != 0 || statuses[$0] & 15 < gradeMin }
          #expect(places.prefix(found).elementsEqual(expected.map { UInt16($0) }))
          #expect(places.last == .max)
        }
      }
    }
  }
}
