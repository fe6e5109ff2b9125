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
    /// It, its folder or its disk may only be read.
    case readOnly
    /// It cannot be opened: what SQLite says.
    case unopenable(String)
    /// Somebody else's open log lies beside it, and cannot be taken in here.
    case logBeside
    /// What stands in it is not what was written: what, and where.
    case damaged(String)
    /// What is derived from its events is not what they say: what, and where.
    case notDerived(String)
    /// An index that was compiled from it knows of an event that is not in it.
    case putBack(index: String, size: Int64)
    /// It is no backup, or not whole.
    case noBackup
    /// A head that was kept elsewhere is of a later event than the backup.
    case olderThanHead(size: Int64, head: Int64)
    /// An index that is compiled from it.
    case index(IndexError)
    /// It holds more than can be asked at once.
    case tooMuch(String)
    /// Its commits are signed, and there is no key to sign this one.
    case unsigned
    /// A purpose is to be no part any more of another one.
    case parentChanged(name: String, former: String)
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
    case .database(let code, let text):
      "\(path): the disk or the system failed (SQLite: \(text), \(code)); is there space, and can the disk be read?"
    case .exists: "\(path): is there already; choose another name"
    case .missing: "\(path): there is no ledger"
    case .noLedger: "\(path): is no consent ledger"
    case .newer(let version):
      "\(path): is a ledger of version \(version), which a later nodial has made; use that one"
    case .keyDiffers(let id): "\(path): has the key \(id), and the one that was given is another"
    case .locked: "\(path): another process has been writing to it for too long; try again"
    case .full: "\(path): the disk is full; what was not acknowledged is not recorded"
    case .readOnly:
      "\(path): cannot be written to; SQLite needs a file and a folder that may be written, since its log lies beside it: "
        + "check the permissions of both"
    case .unopenable(let text):
      "\(path): cannot be opened (\(text)); check the permissions of the file and its folder"
    case .logBeside:
      "\(path): its log, \(path)-wal, is not taken in yet, and here nothing can be written; copy both to a folder "
        + "that may be written"
    case .damaged(let text): "\(path): damaged: \(text); restore it from a backup"
    case .notDerived(let text):
      "\(path): damaged: \(text); somebody has changed it without this program: if nodial ledger rebuild-state does not "
        + "derive it anew, restore a backup"
    case .putBack(let index, let size):
      "\(path): is older than \(index), which knows event \(size): its end was cut off, or an older copy put in its place; "
        + "put the newest one back, or, if nothing else is left, remove \(index)"
    case .noBackup: "\(path): is no backup of a ledger, or not whole; use another one"
    case .olderThanHead(let size, let head):
      "\(path): ends with event \(size), and the ledger had \(head): what came between would be lost"
    case .index(let error): error.description
    case .tooMuch(let text): text
    case .unsigned:
      "\(path): its commits are signed, and nothing says which key signs this one"
    case .parentChanged(let name, let former):
      "\(path): \(name) is a part of \(former), and whoever withdrew from that would be contacted again; keep parent = "
        + "\"\(former)\", or declare a purpose of another id"
    case .unsafeSetting(let text): "\(path): SQLite does not keep \(text)"
    }
  }
}
