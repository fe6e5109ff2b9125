/// The sizes that an input is cut by. Everybody uses the defaults but tests, which cut everywhere.
package struct BlockLimits: Sendable {
  /// The bytes of a block; large enough to make everything that is done once a block cheap, small
  /// enough to stay in a core's second-level cache of 1 MiB together with its output.
  static let blockByteCount = 1 << 19
  /// The longest row: what a pipe may make a worker keep in memory.
  static let rowByteCountMax = 16 << 20

  var blockByteCount = Self.blockByteCount
  var rowByteCountMax = Self.rowByteCountMax

  package init() {}
}
