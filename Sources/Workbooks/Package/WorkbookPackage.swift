import Archives
import Files

/// The parts of a workbook's container, read one at a time, each from its beginning.
struct WorkbookPackage: Sendable {
  let file: ArchiveFile
  private let limits: ArchiveReader.Limits
  /// The name in the archive of every part, by the path that relations have.
  private let names: [String: String]

  init(
    _ file: ArchiveFile, names: [String], limits: ArchiveReader.Limits
  ) throws(FileError) {
    self.file = file
    self.limits = limits
    var known: [String: String] = [:]
    for name in names {
      guard known.updateValue(name, forKey: Self.key(name)) == nil else {
        throw FileError(
          ArchiveFailure(.damaged("it has two parts of one name"), member: name), path: file.path)
      }
    }
    self.names = known
  }

  /// Parts are the same whatever their case (ECMA-376, part 2, 6.2.2.3); some writers turn the slashes
  /// around.
  private static func key(_ name: String) -> String {
    let path = name.lowercased().replacing("\\", with: "/")
    return path.hasPrefix("/") ? String(path.dropFirst()) : path
  }

  func has(_ path: String) -> Bool { names[Self.key(path)] != nil }

  /// A reader of the container that stands at the beginning of a part.
  func archive(at path: String) throws(FileError) -> ArchiveReader {
    guard let name = names[Self.key(path)] else {
      throw damaged("the part \(path) is missing")
    }
    let reader = try ArchiveReader(file, limits: limits, refusesNested: false)
    while let member = try reader.nextMember() {
      if member.name == name { return reader }
    }
    throw damaged("the part \(path) is missing")
  }

  /// Calls `body` with the events of a part, piece by piece to its end.
  func read(
    _ path: String, _ body: (borrowing XMLBatch) throws(FileError) -> Void
  ) throws(FileError) {
    var reader = try PartReader(path, in: self)
    while !reader.isAtEnd {
      try reader.next()
      try body(reader.batch)
    }
  }

  func damaged(_ detail: String, part: String? = nil) -> FileError {
    FileError(ArchiveFailure(.damaged(detail), member: part), path: file.path)
  }
}

/// The relations of a part: what other parts it names, by id.
struct PartRelations {
  struct Relation {
    var id: String
    /// The last word of its type.
    var type: String
    var path: String
  }

  private(set) var all: [Relation] = []

  /// Reads the relations of the part at `path`, or of the whole package for an empty path.
  init(of path: String, in package: WorkbookPackage) throws(FileError) {
    let folder = Self.folder(of: path)
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let relationsPath = "\(folder)_rels/\(name).rels"
    // A part without relations names no other part.
    guard package.has(relationsPath) else { return }
    var found: [Relation] = []
    var isExternal = false
    try package.read(relationsPath) { batch in
      for index in 0..<batch.count {
        let event = batch.events[index]
        let text = event.kind == .attribute ? XMLValue.text(batch.content(of: event)) : ""
        switch (event.kind, event.name) {
        case (.start, .relationship):
          found.append(Relation(id: "", type: "", path: ""))
          isExternal = false
        case (.attribute, .relationID): if !found.isEmpty { found[found.count - 1].id = text }
        case (.attribute, .type):
          if !found.isEmpty {
            found[found.count - 1].type = text.split(separator: "/").last.map(String.init) ?? ""
          }
        case (.attribute, .target):
          if !found.isEmpty { found[found.count - 1].path = Self.resolve(text, in: folder) }
        case (.attribute, .targetMode): isExternal = text == "External"
        case (.end, .relationship): if isExternal { found.removeLast() }
        default: break
        }
      }
    }
    all = found
  }

  func first(ofType type: String) -> Relation? { all.first { $0.type == type } }

  /// The folder of a path with its slash at the end; empty for the top.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private static func resolve(_ target: String, in folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var parts = folder.split(separator: "/")
    for part in target.split(separator: "/") {
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}
