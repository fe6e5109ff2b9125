import CXXHash
import CKernels
public func h(_ x: UInt64) -> UInt64 { nodial_xxh3_64(x) }
