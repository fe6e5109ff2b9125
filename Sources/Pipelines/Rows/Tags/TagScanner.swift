import Files

/// Makes rows of the tags of a register: `416,1234567,date,action`.
///
///     <list type='full' level='ac' val='416' /> <ac val='416'> <ph val='1234567' /> … </ac> </list>
///
/// What the registers publish is not well-formed (`<list …/>` and then `</list>`), so this is no XML
/// parser but a scan for tags. It takes
/// - tags and attributes in any case and order, with any blanks, quotes or none; typographic quotes;
/// - `ac` with the area code in `val`, and `ph` in it with the number in `val`, or in its text;
/// - on `ph` or on a tag around it: an action in `action`, `op`, `operation`, `opstype` or `change`,
///   or in `type` or `status` if it is one (A, D, add, delete, …), and a moment in `date`, `time`,
///   `timestamp`, `datetime` or `effective`; a tag named `add`, `delete` or the like is an action;
/// - comments, declarations and all other tags, which mean nothing.
///
/// A `ph` without a readable number makes a row all the same, to be counted as unreadable. Bytes may
/// come in pieces cut anywhere. Source: https://crtc.gc.ca/eng/phone/telemarketing/format.htm
package struct TagScanner: ~Copyable {
  /// A longer tag is text; a longer text is no number.
  private static let tagByteCountMax = 4096
  /// Tags within tags that say something of the numbers in them.
  private static let depthMax = 16

  /// What a tag around others says of them.
  private struct Frame {
    var name: [UInt8] = []
    var value: [UInt8] = []
    var action: [UInt8] = []
    var date: [UInt8] = []
  }

  /// `<list …/>` speaks for all that follows: it is closed before what it is about.
  private var list = Frame()
  /// The area that is open; areas do not nest.
  private var area = Frame()
  private var frames: [Frame] = []
  /// A number whose tag has no value, which therefore stands behind it.
  private var number: Frame?
  private var text: [UInt8] = []
  /// The bytes of a tag that is cut off by the end of a piece, behind its `<`.
  private var tag: [UInt8] = []
  private var isInTag = false
  /// Rows made so far.
  private(set) var rowCount = 0

  init() {}

  /// True if there is a tag of a register in some bytes: an area code, a number or a list.
  package static func knowsTag(in bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where bytes[index] == UInt8(ascii: "<") {
      var name: [UInt8] = []
      var place = index + 1
      while place < bytes.count, name.count < 5, bytes[place] | 0x20 >= 0x61, bytes[place] < 0x7B {
        name.append(bytes[place] | 0x20)
        place += 1
      }
      guard place < bytes.count, !name.isEmpty else { continue }
      let isEnded = [0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E].contains(bytes[place])
      if isEnded, names.contains(String(decoding: name, as: UTF8.self)) { return true }
    }
    return false
  }

  private static let names: Set<String> = ["ac", "ph", "list"]

  /// Appends the rows of `bytes` to `rows`.
  ///
  /// - Complexity: O(*n*), one pass.
  mutating func scan(_ bytes: Span<UInt8>, into rows: inout ByteBuffer) {
    var start = 0
    var index = 0
    while index < bytes.count {
      if isInTag && tag.isEmpty {
        // To the end of the tag, in one go.
        while index < bytes.count, bytes[index] != UInt8(ascii: ">"),
          bytes[index] != UInt8(ascii: "<")
        { index += 1 }
        if index == bytes.count { break }
      }
      let byte = bytes[index]
      index += 1
      if !isInTag {
        if byte == UInt8(ascii: "<") {
          isInTag = true
          start = index
        } else if number != nil, text.count < Self.tagByteCountMax {
          text.append(byte)
        }
      } else if byte == UInt8(ascii: ">") {
        if tag.isEmpty {
          let whole = bytes.extracting(start..<index - 1)
          if isPlain, let digits = Self.plainNumber(whole) {
            appendPlainRow(whole.extracting(digits), into: &rows)
            isInTag = false
          } else {
            end(whole, into: &rows)
          }
        } else {
          tag.append(bytes, start..<index - 1)
          let whole = tag
          end(whole.span, into: &rows)
          if isInTag {
            start = index
            continue
          }
          tag.removeAll(keepingCapacity: true)
        }
        if isInTag { continue }
      } else if byte == UInt8(ascii: "<"), !isComment(bytes, start..<index - 1) {
        // A tag that is not closed counts as it is.
        tag.append(bytes, start..<index - 1)
        let whole = tag
        take(whole.span, into: &rows)
        tag.removeAll(keepingCapacity: true)
        start = index
      }
    }
    if isInTag {
      tag.append(bytes, start..<bytes.count)
      // The start and the end are all that is looked at of a long one.
      if tag.count > Self.tagByteCountMax { tag.removeSubrange(8..<tag.count - 8) }
    }
  }

  /// Ends the text: a tag that is cut off counts as it is, and may hold no readable number.
  mutating func finish(into rows: inout ByteBuffer) {
    if isInTag {
      let whole = tag
      take(whole.span, into: &rows)
      isInTag = false
      tag = []
    }
    endNumber(into: &rows)
  }

  /// True if nothing around a number says more of it than its area code.
  private var isPlain: Bool {
    number == nil && frames.isEmpty && area.action.isEmpty && area.date.isEmpty
      && list.action.isEmpty && list.date.isEmpty
  }

  /// The digits of `ph val='1234567' /` as nearly all tags are written; nil for anything else.
  private static func plainNumber(_ tag: Span<UInt8>) -> Range<Int>? {
    // `ph val='`, seven digits, a quote.
    guard tag.count >= 16, tag[0] == 0x70, tag[1] == 0x68, tag[2] == 0x20, tag[3] == 0x76,
      tag[4] == 0x61, tag[5] == 0x6C, tag[6] == 0x3D,
      tag[7] == UInt8(ascii: "'") || tag[7] == UInt8(ascii: "\""), tag[15] == tag[7]
    else { return nil }
    for index in 8..<15 where tag[index] < 0x30 || tag[index] > 0x39 { return nil }
    for index in 16..<tag.count where tag[index] != 0x20 && tag[index] != UInt8(ascii: "/") {
      return nil
    }
    return 8..<15
  }

  private mutating func appendPlainRow(_ digits: Span<UInt8>, into rows: inout ByteBuffer) {
    rowCount += 1
    Self.append(area.value, to: &rows)
    rows.append(UInt8(ascii: ","))
    rows.append(digits)
    rows.append(0x0A)
  }

  private func isComment(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if tag.count >= 3 { return tag.starts(with: Self.commentStart) }
    var head = tag
    head.append(bytes, range.lowerBound..<min(range.upperBound, range.lowerBound + 3))
    return head.starts(with: Self.commentStart)
  }

  private static let commentStart = Array("!--".utf8)

  /// A `>` was found: the end of the tag, unless that is a comment that goes on.
  private mutating func end(_ bytes: Span<UInt8>, into rows: inout ByteBuffer) {
    let count = bytes.count
    let isComment =
      count >= 3 && bytes[0] == UInt8(ascii: "!") && bytes[1] == UInt8(ascii: "-")
      && bytes[2] == UInt8(ascii: "-")
    if isComment,
      count < 5 || bytes[count - 1] != UInt8(ascii: "-") || bytes[count - 2] != UInt8(ascii: "-")
    {
      if tag.isEmpty { tag.append(bytes, 0..<count) }
      tag.append(UInt8(ascii: ">"))
      return
    }
    isInTag = false
    if !isComment { take(bytes, into: &rows) }
  }

  // MARK: Tags

  private mutating func take(_ bytes: Span<UInt8>, into rows: inout ByteBuffer) {
    var reader = TagReader(bytes)
    let isClosing = reader.skip(UInt8(ascii: "/"))
    let name = reader.name()
    if name == Self.ph || number != nil { endNumber(into: &rows) }
    if isClosing {
      if name == Self.ac { area = Frame() }
      if let place = frames.lastIndex(where: { $0.name == name }) {
        frames.removeSubrange(place...)
      }
      return
    }
    var frame = Frame(name: name)
    if ListWords.actions.meaning(of: name.span) != nil { frame.action = name }
    while let (attribute, value) = reader.attribute() {
      switch String(decoding: attribute, as: UTF8.self) {
      case "val", "value": frame.value = value
      case "action", "op", "operation", "opstype", "change": frame.action = value
      case "type", "status":
        if ListWords.actions.meaning(of: value.span) != nil { frame.action = value }
      case "date", "time", "timestamp", "datetime", "effective", "effectivedate":
        frame.date = value
      default: break
      }
    }
    switch name {
    case Self.ph:
      number = frame
      text.removeAll(keepingCapacity: true)
      if !frame.value.isEmpty || reader.isSelfClosing { endNumber(into: &rows) }
    case Self.ac: area = frame
    case Self.list: list = frame
    default:
      let isOfUse = !frame.action.isEmpty || !frame.date.isEmpty
      if isOfUse && !reader.isSelfClosing && frames.count < Self.depthMax { frames.append(frame) }
    }
  }

  private static let ac = Array("ac".utf8)
  private static let ph = Array("ph".utf8)
  private static let list = Array("list".utf8)

  /// Makes the row of the number that is open.
  private mutating func endNumber(into rows: inout ByteBuffer) {
    guard let number else { return }
    self.number = nil
    rowCount += 1
    func said(_ field: (Frame) -> [UInt8]) -> [UInt8] {
      let all = [number] + frames.reversed() + [area, list]
      return all.lazy.map(field).first { !$0.isEmpty } ?? []
    }
    Self.append(area.value, to: &rows)
    rows.append(UInt8(ascii: ","))
    Self.append(number.value.isEmpty ? text : number.value, to: &rows)
    let date = said(\.date)
    let action = said(\.action)
    if !date.isEmpty || !action.isEmpty {
      rows.append(UInt8(ascii: ","))
      Self.append(date, to: &rows)
      rows.append(UInt8(ascii: ","))
      Self.append(action, to: &rows)
    }
    rows.append(0x0A)
  }

  /// Appends a value, from which nothing can make a field or a row of its own.
  private static func append(_ value: [UInt8], to rows: inout ByteBuffer) {
    for byte in value {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D: rows.append(0x20)
      default: rows.append(byte)
      }
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    for index in range { append(bytes[index]) }
  }
}
