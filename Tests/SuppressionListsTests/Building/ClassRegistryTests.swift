import TestSupport
import Testing

@testable import SuppressionLists

struct ClassRegistryTests {
  /// A class is what a set of lists and deletions says, whatever the cache remembers.
  @Test func unionsAreThoseOfSets() throws {
    let listCount = 3
    let registry = ClassRegistry(listCount: listCount, path: "a.ndx")
    var cache = ClassCache(registry: registry)
    var generator = SeededGenerator(stream: 44)
    for _ in 0..<200 {
      var classNumber = 0
      var listed: Set<Int> = []
      var deleted: Set<Int> = []
      for _ in 0..<Int.random(in: 1...5, using: &generator) {
        let list = Int.random(in: 0..<listCount, using: &generator)
        if Bool.random(using: &generator) {
          classNumber = try cache.union(classNumber, list: list | EntryStore.deletionFlag)
          listed.remove(list)
          deleted.insert(list)
        } else {
          classNumber = try cache.union(classNumber, list: list)
          // Taking a number from a list outweighs that it is on it.
          if !deleted.contains(list) { listed.insert(list) }
        }
        let expected = listed.sorted() + deleted.sorted().map { $0 | EntryStore.deletionFlag }
        #expect(registry.lists(of: classNumber) == expected)
      }
    }
  }

  /// With four thousand lists there is a class whose number is that of a list's deletion, and one.
  @Test func classesAreNotTakenForDeletions() throws {
    let registry = ClassRegistry(listCount: SuppressionIndex.listCountMax, path: "a.ndx")
    var cache = ClassCache(registry: registry)
    let classes = try (1...4).map { try cache.union(1, list: $0) }
    for (classNumber, list) in zip(classes, 1...4) {
      for other in 0...4 where other != list {
        let deleted = try cache.union(classNumber, list: other | EntryStore.deletionFlag)
        let expected = [0, list].filter { $0 != other } + [other | EntryStore.deletionFlag]
        #expect(registry.lists(of: deleted) == expected, "class \(classNumber)")
      }
    }
  }
}
