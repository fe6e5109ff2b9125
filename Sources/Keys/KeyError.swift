import Files
import SystemPackage

/// Why there is no key.
public struct KeyError: Error, Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// The file cannot be read or written.
    case file(FileError)
    /// The file is there already.
    case exists
    /// The file is empty, or is none that holds a key.
    case notAKey
    /// A pipe, a folder or something else that is no file.
    case notAFile(name: String)
    /// The path of a key is empty.
    case noPath
    /// The path of a key is `-`.
    case standardInput
    /// The text of a key stands where its path is wanted. It is repeated nowhere.
    case textOfKey
    /// A digit of the key, or of its checksum, is another one now.
    case damaged
    /// Others than the owner may read or write the file.
    case readableByOthers
    /// The file is another user's.
    case ofAnotherUser
    /// Others may replace what is in the folder, or the folder itself.
    case folderOpenToOthers(folder: String)
    /// The folder, or one that it is in, is another user's.
    case folderOfAnotherUser(folder: String)
    case noMemory
    /// libcrypto cannot do what was asked for.
    case cryptography
    /// A sealed text was sealed with another key, or is damaged.
    case sealBroken
  }

  public var kind: Kind
  /// Of the key's file; empty if it has to do with none.
  public var path: String

  public init(_ kind: Kind, path: String = "") {
    self.kind = kind
    self.path = path
  }
}

extension KeyError: CustomStringConvertible {
  public var description: String {
    switch kind {
    case .file(let error): error.description
    case .exists:
      "\(path): is there already, and a key that is gone cannot be made again; choose another name"
    case .notAKey: "\(path): is no key; a key is one line that begins with nodial-key-1"
    case .notAFile(let name):
      "\(path): is \(name); a key is read from a file for its owner alone; name that file"
    case .noPath: "the path of a key is empty, so that it names no file; name the file of the key"
    case .standardInput:
      "a key is read from a file for its owner alone, not from standard input; name that file"
    case .textOfKey:
      "the text of a key stands where the path of its file is wanted; name the file, and make a new key if "
        + "others may have seen this one"
    case .damaged:
      "\(path): the key is damaged; its checksum does not fit; take it from a backup"
    case .readableByOthers:
      "\(path): others may read or write this key; chmod 600 \(path), and think whether they have it"
    case .ofAnotherUser: "\(path): this key belongs to another user; use a key of your own"
    case .folderOpenToOthers(let folder):
      "\(path): others may write to the folder \(folder), and so exchange a key there; choose another folder"
    case .folderOfAnotherUser(let folder):
      "\(path): the folder \(folder) belongs to another user, who can exchange a key there; choose another folder"
    case .noMemory: "cannot keep a key: no memory"
    case .cryptography: "libcrypto cannot do what is needed; is this program built as it should be?"
    case .sealBroken: "what is sealed does not open: it was sealed with another key, or is damaged"
    }
  }
}
