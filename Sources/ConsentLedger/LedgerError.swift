import Files
import Keys
import SuppressionLists

/// Why a ledger cannot be used, or an act not be taken.
public struct LedgerError: Error, Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case file(FileError)
    case key(KeyError)
    /// SQLite's code and what it says.
    case database(code: Int32, text: String)
    case exists
    case missing
    /// Another kind of file.
    case noLedger
    /// A ledger of a later version of the program.
    case newer(version: Int)
    /// The key is not the one of the ledger.
    case keyDiffers(id: String)
    /// Another process has been writing for longer than is waited.
    case locked
    /// The disk, or what one user may have of it, is full.
    case full
    /// What stands in it is not what was written: what, and where.
    case damaged(String)
    /// An index that is compiled from it.
    case index(IndexError)
    /// It holds more than can be asked at once.
    case tooMuch(String)
    /// SQLite does not do what it was told to, and without that nothing would be certain.
    case unsafeSetting(String)
  }

  public var kind: Kind
  public var path: String

  public init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }
}

extension LedgerError: CustomStringConvertible {
  public var description: String {
    switch kind {
    case .file(let error): error.description
    case .key(let error): error.description
    case .database(let code, let text): "\(path): SQLite says: \(text) (\(code))"
    case .exists: "\(path): is there already; choose another name"
    case .missing: "\(path): there is no ledger"
    case .noLedger: "\(path): is no consent ledger"
    case .newer(let version):
      "\(path): is a ledger of version \(version), which a later nodial has made; use that one"
    case .keyDiffers(let id): "\(path): has the key \(id), and the one that was given is another"
    case .locked: "\(path): another process has been writing to it for too long; try again"
    case .full: "\(path): the disk is full; what was not acknowledged is not recorded"
    case .damaged(let text): "\(path): damaged: \(text); restore it from a backup"
    case .index(let error): error.description
    case .tooMuch(let text): text
    case .unsafeSetting(let text): "\(path): SQLite does not keep \(text)"
    }
  }
}
