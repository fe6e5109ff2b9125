// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CNodial
import PhoneNumbers
import SuppressionLists
import Verdicts

// What `nodial.h` declares. Nothing is decided here.
//
// SAFETY: of all `unsafe` in this file: the header says what the caller vouches for. A checker and a scratch are retained by
// the pointer that was handed out, until it is handed back.

private let version = CText("0.4.0")
private let outcomeNames = Outcome.allCases.map { CText($0.name) }

private func text(_ pointer: UnsafePointer<CChar>?) -> String? {
  unsafe pointer.map { unsafe String(cString: $0) }
}

private func texts(
  _ pointers: UnsafePointer<UnsafePointer<CChar>?>?, count: Int
) throws(Refusal) -> [String] {
  var texts: [String] = []
  for place in 0..<count {
    guard let text = unsafe text(pointers?[place]) else {
      throw .argument("path \(place + 1) is null")
    }
    texts.append(text)
  }
  return texts
}

private func scratch(_ pointer: OpaquePointer?) -> Scratch? {
  unsafe pointer.map {
    unsafe Unmanaged<Scratch>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue()
  }
}

private func checker(_ pointer: OpaquePointer?) -> Checker? {
  unsafe pointer.map {
    unsafe Unmanaged<Checker>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue()
  }
}

@c @implementation
public func nodial_version() -> UnsafePointer<CChar>? { unsafe version.pointer }

// MARK: Opening

@c @implementation
public func nodial_open(
  _ settings: UnsafePointer<nodial_settings>?, _ target: UnsafeMutablePointer<OpaquePointer?>?,
  _ message: UnsafeMutablePointer<CChar>?, _ messageByteCount: Int
) -> nodial_status {
  do throws(Refusal) {
    guard let settings = unsafe settings, let target = unsafe target else {
      throw .argument("settings or the place for what is opened are null")
    }
    guard unsafe settings.pointee.size == MemoryLayout<nodial_settings>.size else {
      throw .argument(
        "the settings are of another version of the interface; set size to sizeof(nodial_settings)")
    }
    let given = unsafe settings.pointee
    let checker = try Checker(
      Settings(
        paths: try unsafe texts(given.index_paths, count: given.index_count),
        keyPaths: try unsafe texts(given.key_paths, count: given.key_count),
        region: unsafe text(given.region), channel: unsafe text(given.channel),
        purpose: unsafe text(given.purpose), callDay: unsafe given.call_day,
        isTrusted: unsafe given.is_trusted != 0))
    unsafe target.pointee = OpaquePointer(Unmanaged.passRetained(checker).toOpaque())
    return nodial_status(NODIAL_OK)
  } catch {
    unsafe CText.copy(error.sentence, to: message, byteCount: messageByteCount)
    return error.status
  }
}

@c @implementation
public func nodial_close(_ pointer: OpaquePointer?) {
  guard let pointer = unsafe pointer else { return }
  unsafe Unmanaged<Checker>.fromOpaque(UnsafeRawPointer(pointer)).release()
}

@c @implementation
public func nodial_list_count(_ pointer: OpaquePointer?) -> Int {
  unsafe checker(pointer)?.listNames.count ?? 0
}

@c @implementation
public func nodial_list_name(_ pointer: OpaquePointer?, _ list: Int) -> UnsafePointer<CChar>? {
  guard let checker = unsafe checker(pointer), checker.listNames.indices.contains(list) else {
    return nil
  }
  return unsafe checker.listNames[list].pointer
}

@c @implementation
public func nodial_scratch_new(_ pointer: OpaquePointer?) -> OpaquePointer? {
  unsafe checker(pointer).map {
    unsafe OpaquePointer(Unmanaged.passRetained(Scratch($0)).toOpaque())
  }
}

@c @implementation
public func nodial_scratch_free(_ pointer: OpaquePointer?) {
  guard let pointer = unsafe pointer else { return }
  unsafe Unmanaged<Scratch>.fromOpaque(UnsafeRawPointer(pointer)).release()
}

@c @implementation
public func nodial_message(_ pointer: OpaquePointer?) -> UnsafePointer<CChar>? {
  unsafe scratch(pointer)?.message.pointer
}

// MARK: Asking

@c @implementation
public func nodial_check(
  _ pointer: OpaquePointer?, _ text: UnsafePointer<CChar>?, _ length: Int,
  _ outcome: UnsafeMutablePointer<nodial_outcome>?, _ evidence: UnsafeMutablePointer<UInt32>?
) -> nodial_status {
  guard let scratch = unsafe scratch(pointer) else { return nodial_status(NODIAL_INVALID_ARGUMENT) }
  return scratch.run { memory throws(Refusal) in
    guard let outcome = unsafe outcome, length >= 0, unsafe text != nil || length == 0 else {
      throw .argument("the text or the place for the outcome are null")
    }
    let bytes = unsafe UnsafeRawBufferPointer(start: text, count: length)
    let answer = try unsafe memory.check(bytes.assumingMemoryBound(to: UInt8.self))
    unsafe outcome.pointee = answer.outcome
    unsafe evidence?.pointee = answer.place
  }
}

@c @implementation
public func nodial_check_strings(
  _ pointer: OpaquePointer?, _ bytes: UnsafePointer<UInt8>?, _ offsets: UnsafePointer<Int32>?,
  _ validity: UnsafePointer<UInt8>?, _ validityOffset: Int, _ count: Int,
  _ outcomes: UnsafeMutablePointer<nodial_outcome>?, _ evidence: UnsafeMutablePointer<UInt32>?
) -> nodial_status {
  unsafe check(pointer, bytes, offsets, validity, validityOffset, count, outcomes, evidence)
}

@c @implementation
public func nodial_check_large_strings(
  _ pointer: OpaquePointer?, _ bytes: UnsafePointer<UInt8>?, _ offsets: UnsafePointer<Int64>?,
  _ validity: UnsafePointer<UInt8>?, _ validityOffset: Int, _ count: Int,
  _ outcomes: UnsafeMutablePointer<nodial_outcome>?, _ evidence: UnsafeMutablePointer<UInt32>?
) -> nodial_status {
  unsafe check(pointer, bytes, offsets, validity, validityOffset, count, outcomes, evidence)
}

private func check<Offset: FixedWidthInteger>(
  _ pointer: OpaquePointer?, _ bytes: UnsafePointer<UInt8>?, _ offsets: UnsafePointer<Offset>?,
  _ validity: UnsafePointer<UInt8>?, _ validityOffset: Int, _ count: Int,
  _ outcomes: UnsafeMutablePointer<nodial_outcome>?, _ evidence: UnsafeMutablePointer<UInt32>?
) -> nodial_status {
  guard let scratch = unsafe scratch(pointer) else { return nodial_status(NODIAL_INVALID_ARGUMENT) }
  return scratch.run { memory throws(Refusal) in
    if count == 0 { return }
    guard let offsets = unsafe offsets, let outcomes = unsafe outcomes, count > 0,
      validityOffset >= 0
    else {
      throw .argument("the offsets or the place for the outcomes are null, or a count is negative")
    }
    let cells = unsafe OffsetCells(
      bytes, offsets, Validity(validity, offset: validityOffset), count: count)
    try unsafe memory.check(cells, outcomes, evidence)
  }
}

@c @implementation
public func nodial_check_views(
  _ pointer: OpaquePointer?, _ views: UnsafeRawPointer?,
  _ buffers: UnsafePointer<UnsafePointer<UInt8>?>?, _ sizes: UnsafePointer<Int64>?,
  _ bufferCount: Int, _ validity: UnsafePointer<UInt8>?, _ validityOffset: Int, _ count: Int,
  _ outcomes: UnsafeMutablePointer<nodial_outcome>?, _ evidence: UnsafeMutablePointer<UInt32>?
) -> nodial_status {
  guard let scratch = unsafe scratch(pointer) else { return nodial_status(NODIAL_INVALID_ARGUMENT) }
  return scratch.run { memory throws(Refusal) in
    if count == 0 { return }
    guard let views = unsafe views, let outcomes = unsafe outcomes, count > 0, validityOffset >= 0,
      bufferCount >= 0
    else {
      throw .argument("the views or the place for the outcomes are null, or a count is negative")
    }
    let cells = unsafe ViewCells(
      views, buffers, sizes, bufferCount: bufferCount,
      Validity(validity, offset: validityOffset), count: count)
    try unsafe memory.check(cells, outcomes, evidence)
  }
}

@c @implementation
public func nodial_check_arrow(
  _ pointer: OpaquePointer?, _ schema: UnsafePointer<ArrowSchema>?,
  _ array: UnsafePointer<ArrowArray>?, _ outcomes: UnsafeMutablePointer<nodial_outcome>?,
  _ evidence: UnsafeMutablePointer<UInt32>?
) -> nodial_status {
  guard let scratch = unsafe scratch(pointer) else { return nodial_status(NODIAL_INVALID_ARGUMENT) }
  return scratch.run { memory throws(Refusal) in
    guard let schema = unsafe schema, let array = unsafe array,
      let format = unsafe text(schema.pointee.format)
    else { throw .argument("the schema or the array are null") }
    let (count, offset) = unsafe (Int(array.pointee.length), Int(array.pointee.offset))
    if count == 0 { return }
    guard let outcomes = unsafe outcomes, let buffers = unsafe array.pointee.buffers, count > 0,
      offset >= 0
    else {
      throw .argument("the buffers or the place for the outcomes are null, or a count is negative")
    }
    let bufferCount = Int(unsafe array.pointee.n_buffers)
    func buffer<Element>(_ place: Int, _: Element.Type) -> UnsafePointer<Element>? {
      unsafe buffers[place]?.assumingMemoryBound(to: Element.self)
    }
    guard bufferCount >= 2 else { throw .argument("the array has \(bufferCount) buffers") }
    let validity = unsafe Validity(buffer(0, UInt8.self), offset: offset)
    switch format {
    case "u", "z":
      guard bufferCount == 3, let offsets = unsafe buffer(1, Int32.self) else {
        throw .argument("an array of strings has three buffers")
      }
      try unsafe memory.check(
        OffsetCells(buffer(2, UInt8.self), offsets + offset, validity, count: count), outcomes,
        evidence)
    case "U", "Z":
      guard bufferCount == 3, let offsets = unsafe buffer(1, Int64.self) else {
        throw .argument("an array of large strings has three buffers")
      }
      try unsafe memory.check(
        OffsetCells(buffer(2, UInt8.self), offsets + offset, validity, count: count), outcomes,
        evidence)
    case "vu", "vz":
      // The last buffer has the sizes of those between.
      guard bufferCount >= 3, let views = unsafe buffers[1] else {
        throw .argument("an array of views has three buffers or more")
      }
      let variadicCount = bufferCount - 3
      let parts = unsafe (0..<variadicCount).map { unsafe buffer(2 + $0, UInt8.self) }
      let sizes = unsafe buffer(bufferCount - 1, Int64.self)
      try unsafe parts.withUnsafeBufferPointer { parts throws(Refusal) in
        try unsafe memory.check(
          ViewCells(
            views + offset * 16, parts.baseAddress, sizes, bufferCount: variadicCount, validity,
            count: count), outcomes, evidence)
      }
    default:
      throw .argument("the array is of format \"\(format)\", and no strings (u, U, vu)")
    }
  }
}

// MARK: Evidence

@c @implementation
public func nodial_evidence_count(_ pointer: OpaquePointer?) -> UInt32 {
  UInt32(unsafe scratch(pointer)?.memory.evidenceCount ?? 0)
}

@c @implementation
public func nodial_evidence_lists(
  _ pointer: OpaquePointer?, _ evidence: UInt32
) -> UnsafePointer<CChar>? {
  unsafe scratch(pointer)?.evidenceText(Int(evidence))?.pointer
}

@c @implementation
public func nodial_evidence_code(_ pointer: OpaquePointer?, _ evidence: UInt32) -> CChar {
  guard let verdict = unsafe scratch(pointer)?.memory.verdict(Int(evidence)) else { return 0 }
  return CChar(bitPattern: verdict.code)
}

@c @implementation
public func nodial_outcome_name(_ outcome: nodial_outcome) -> UnsafePointer<CChar>? {
  Int(outcome) < outcomeNames.count ? unsafe outcomeNames[Int(outcome)].pointer : nil
}

@c @implementation
public func nodial_normalize_strings(
  _ pointer: OpaquePointer?, _ bytes: UnsafePointer<UInt8>?, _ offsets: UnsafePointer<Int32>?,
  _ validity: UnsafePointer<UInt8>?, _ validityOffset: Int, _ count: Int,
  _ numbers: UnsafeMutablePointer<UInt64>?
) -> nodial_status {
  guard let scratch = unsafe scratch(pointer) else { return nodial_status(NODIAL_INVALID_ARGUMENT) }
  return scratch.run { memory throws(Refusal) in
    if count == 0 { return }
    guard let offsets = unsafe offsets, let numbers = unsafe numbers, count > 0, validityOffset >= 0
    else {
      throw .argument("the offsets or the place for the numbers are null, or a count is negative")
    }
    let cells = unsafe OffsetCells(
      bytes, offsets, Validity(validity, offset: validityOffset), count: count)
    try unsafe memory.normalize(cells, numbers)
  }
}
