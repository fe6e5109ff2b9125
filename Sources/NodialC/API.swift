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

/// The settings of a caller of this version or one before it, whose structure ends sooner.
private func whole(
  _ settings: UnsafePointer<nodial_settings>
) throws(Refusal) -> nodial_settings {
  let byteCount = unsafe UnsafeRawPointer(settings).load(as: Int.self)
  let former = unsafe MemoryLayout<nodial_settings>.offset(of: \.settings_path)!
  let present = unsafe MemoryLayout<nodial_settings>.size
  guard byteCount == present || byteCount == former else {
    throw .argument(
      "the settings are of another version of the interface; set size to sizeof(nodial_settings)")
  }
  var whole = unsafe nodial_settings()
  unsafe withUnsafeMutableBytes(of: &whole) { whole in
    unsafe whole.copyMemory(from: UnsafeRawBufferPointer(start: settings, count: byteCount))
  }
  return unsafe whole
}

/// Whoever does not look at the status of a call that failed finds nobody who may be called.
private func withoutClear(
  _ status: nodial_status, _ count: Int, _ outcomes: UnsafeMutablePointer<nodial_outcome>?
) -> nodial_status {
  guard status != nodial_status(NODIAL_OK), let outcomes = unsafe outcomes else { return status }
  for place in 0..<max(0, count) { unsafe outcomes[place] = nodial_outcome(NODIAL_INVALID) }
  return status
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
    let given = try unsafe whole(settings)
    let checker = try Checker(
      OpeningRequest(
        paths: try unsafe texts(given.index_paths, count: given.index_count),
        keyPaths: try unsafe texts(given.key_paths, count: given.key_count),
        region: unsafe text(given.region), channel: unsafe text(given.channel),
        purpose: unsafe text(given.purpose), callDay: unsafe given.call_day,
        isTrusted: unsafe given.is_trusted != 0,
        settingsPath: unsafe text(given.settings_path), brand: unsafe text(given.brand),
        audience: unsafe text(given.audience),
        isWithoutLedger: unsafe given.is_without_ledger != 0))
    unsafe target.pointee = OpaquePointer(Unmanaged.passRetained(checker).toOpaque())
    return nodial_status(NODIAL_OK)
  } catch {
    unsafe target?.pointee = nil
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
  guard let checker = unsafe checker(pointer), let scratch = try? Scratch(checker) else {
    return nil
  }
  return unsafe OpaquePointer(Unmanaged.passRetained(scratch).toOpaque())
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
  guard let scratch = unsafe scratch(pointer) else {
    return unsafe withoutClear(nodial_status(NODIAL_INVALID_ARGUMENT), 1, outcome)
  }
  let status = scratch.ask(isOfOne: true) { memory throws(Refusal) in
    guard let outcome = unsafe outcome, length >= 0, unsafe text != nil || length == 0 else {
      throw .argument("the text or the place for the outcome are null")
    }
    let bytes = unsafe UnsafeRawBufferPointer(start: text, count: length)
    let answer = try unsafe memory.check(bytes.assumingMemoryBound(to: UInt8.self))
    unsafe outcome.pointee = answer.outcome
    unsafe evidence?.pointee = answer.place
  }
  return unsafe withoutClear(status, 1, outcome)
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
  guard let scratch = unsafe scratch(pointer) else {
    return unsafe withoutClear(nodial_status(NODIAL_INVALID_ARGUMENT), count, outcomes)
  }
  let status = scratch.ask { memory throws(Refusal) in
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
  return unsafe withoutClear(status, count, outcomes)
}

@c @implementation
public func nodial_check_views(
  _ pointer: OpaquePointer?, _ views: UnsafeRawPointer?,
  _ buffers: UnsafePointer<UnsafePointer<UInt8>?>?, _ sizes: UnsafePointer<Int64>?,
  _ bufferCount: Int, _ validity: UnsafePointer<UInt8>?, _ validityOffset: Int, _ count: Int,
  _ outcomes: UnsafeMutablePointer<nodial_outcome>?, _ evidence: UnsafeMutablePointer<UInt32>?
) -> nodial_status {
  guard let scratch = unsafe scratch(pointer) else {
    return unsafe withoutClear(nodial_status(NODIAL_INVALID_ARGUMENT), count, outcomes)
  }
  let status = scratch.ask { memory throws(Refusal) in
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
  return unsafe withoutClear(status, count, outcomes)
}

@c @implementation
public func nodial_check_arrow(
  _ pointer: OpaquePointer?, _ schema: UnsafePointer<ArrowSchema>?,
  _ array: UnsafePointer<ArrowArray>?, _ outcomes: UnsafeMutablePointer<nodial_outcome>?,
  _ evidence: UnsafeMutablePointer<UInt32>?
) -> nodial_status {
  let count = unsafe array.map { unsafe Int($0.pointee.length) } ?? 0
  guard let scratch = unsafe scratch(pointer) else {
    return unsafe withoutClear(nodial_status(NODIAL_INVALID_ARGUMENT), count, outcomes)
  }
  let status = scratch.ask { memory throws(Refusal) in
    guard let column = try unsafe ArrowColumn(schema, array) else { return }
    guard let outcomes = unsafe outcomes else {
      throw .argument("the place for the outcomes is null")
    }
    switch column {
    case .strings(let cells): try unsafe memory.check(cells, outcomes, evidence)
    case .largeStrings(let cells): try unsafe memory.check(cells, outcomes, evidence)
    case .views(let cells): try unsafe memory.check(cells, outcomes, evidence)
    case .indexed(let cells): try unsafe memory.check(cells, outcomes, evidence)
    case .nulls(let count):
      for place in 0..<count {
        unsafe outcomes[place] = nodial_outcome(NODIAL_INVALID)
        unsafe evidence?[place] = ScratchMemory.invalidPlace
      }
    }
  }
  return unsafe withoutClear(status, count, outcomes)
}

@c @implementation
public func nodial_normalize_arrow(
  _ pointer: OpaquePointer?, _ schema: UnsafePointer<ArrowSchema>?,
  _ array: UnsafePointer<ArrowArray>?, _ numbers: UnsafeMutablePointer<UInt64>?
) -> nodial_status {
  guard let scratch = unsafe scratch(pointer) else { return nodial_status(NODIAL_INVALID_ARGUMENT) }
  return scratch.run { memory throws(Refusal) in
    guard let column = try unsafe ArrowColumn(schema, array) else { return }
    guard let numbers = unsafe numbers else {
      throw .argument("the place for the numbers is null")
    }
    switch column {
    case .strings(let cells): try unsafe memory.normalize(cells, numbers)
    case .largeStrings(let cells): try unsafe memory.normalize(cells, numbers)
    case .views(let cells): try unsafe memory.normalize(cells, numbers)
    case .indexed(let cells): try unsafe memory.normalize(cells, numbers)
    case .nulls(let count): for place in 0..<count { unsafe numbers[place] = 0 }
    }
  }
}

@c @implementation
public func nodial_normalizer_new(_ region: UnsafePointer<CChar>?) -> OpaquePointer? {
  let code = unsafe text(region) ?? ""
  guard code.isEmpty || Region(code) != nil else { return nil }
  let scratch = Scratch(normalizing: Region(code))
  return unsafe OpaquePointer(Unmanaged.passRetained(scratch).toOpaque())
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
