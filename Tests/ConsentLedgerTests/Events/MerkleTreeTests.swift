import Keys
import TestSupport
import Testing

@testable import ConsentLedger

struct MerkleTreeTests {
  private let hasher = Hasher256()

  /// The tree as RFC 6962, 2.1 defines it.
  private func root(_ leaves: ArraySlice<[UInt8]>) -> Hash {
    if leaves.isEmpty { return hasher.hash([]) }
    if leaves.count == 1 { return hasher.hash([0] + leaves.first!) }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let middle = leaves.startIndex + split
    return hasher.hash([1] + root(leaves[..<middle]).bytes + root(leaves[middle...]).bytes)
  }

  @Test func theDigestIsSHA256() {
    #expect(
      hasher.hash(Array("abc".utf8)).description
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      hasher.hash([]).description
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  /// Test vectors of the reference implementation of certificate transparency.
  @Test func theRootIsThatOfTheReference() {
    let leaves: [[UInt8]] = [
      [], [0], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
      [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
      [
        0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E,
        0x6F,
      ],
    ]
    let roots = [
      1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
    var tree = MerkleTree()
    for (index, leaf) in leaves.enumerated() {
      tree.append(MerkleTree.leaf(leaf, hasher), hasher)
      if let root = roots[index + 1] { #expect(tree.root(hasher).description == root) }
    }
  }

  @Test func everyRootAndPathIsThatOfTheDefinition() throws {
    var tree = MerkleTree()
    var leaves: [[UInt8]] = []
    for size in 0...70 {
      #expect(tree.root(hasher) == root(leaves[...]))
      let copy = try #require(MerkleTree(size: UInt64(size), peaks: tree.peakBytes))
      #expect(copy.root(hasher) == tree.root(hasher))
      let hashes = leaves.map { MerkleTree.leaf($0, hasher) }
      for index in 0..<size {
        let path = MerkleTree.path(to: index, in: hashes[...], hasher)
        #expect(folded(hashes[index], index, size, path) == tree.root(hasher))
      }
      leaves.append([UInt8(size), 7])
      tree.append(MerkleTree.leaf(leaves.last!, hasher), hasher)
    }
    #expect(MerkleTree(size: 3, peaks: []) == nil)
  }

  /// RFC 9162, 2.1.3.2.
  private func folded(_ leaf: Hash, _ index: Int, _ size: Int, _ path: [Hash]) -> Hash {
    var (node, place, last) = (leaf, index, size - 1)
    for sibling in path {
      if place & 1 == 1 || place == last {
        node = MerkleTree.node(sibling, node, hasher)
        while place & 1 == 0 && place > 0 { (place, last) = (place / 2, last / 2) }
      } else {
        node = MerkleTree.node(node, sibling, hasher)
      }
      (place, last) = (place / 2, last / 2)
    }
    return node
  }
}
