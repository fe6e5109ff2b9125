import Archives
import Files

/// What a zip is, by the names in it: files, or one document in parts.
public enum PackageKind: Equatable, Sendable {
  case files
  case workbook
  case foreign(ForeignFormat)

  /// - Parameter names: Those of all members.
  public init(names: [String]) {
    let paths = Set(names.map { $0.lowercased().replacing("\\", with: "/") })
    func has(_ name: String) -> Bool { paths.contains(name) }
    func hasFolder(_ name: String) -> Bool { paths.contains { $0.hasPrefix(name + "/") } }
    if has("[content_types].xml") {
      if has("xl/workbook.bin") {
        self = .foreign(.binaryExcel)
      } else if hasFolder("word") {
        self = .foreign(.word)
      } else if hasFolder("ppt") {
        self = .foreign(.powerPoint)
      } else {
        // Of another document of its kind, what is missing will be named.
        self = .workbook
      }
    } else if has("xl/workbook.xml") {
      self = .workbook
    } else if has("meta-inf/container.xml") {
      self = .foreign(.epub)
    } else if has("content.xml") && (has("mimetype") || has("meta-inf/manifest.xml")) {
      self = .foreign(.openDocument)
    } else if has("meta-inf/manifest.mf") {
      self = .foreign(.javaArchive)
    } else if paths.contains(where: { $0.hasSuffix(".iwa") }) || has("index.zip") && has("metadata")
    {
      self = .foreign(.numbers)
    } else {
      self = .files
    }
  }

  /// The names of all members of a zip.
  public static func names(
    in file: ArchiveFile, limits: ArchiveReader.Limits
  ) throws(FileError) -> [String] {
    let reader = try ArchiveReader(file, limits: limits, refusesNested: false)
    var names: [String] = []
    while let member = try reader.nextMember() {
      if let name = member.name { names.append(name) }
    }
    return names
  }
}
