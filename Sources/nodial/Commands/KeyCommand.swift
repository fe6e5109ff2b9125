import ArgumentParser
import Files
import Keys

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make a key for indexes that tell nothing without it, or name one.",
    discussion: """
      EXAMPLES
        nodial key new /etc/nodial/own.key
        nodial key id /etc/nodial/own.key

      Keep a copy of the key where no copy of the index is: who has both can find out which numbers \
      are listed, and without the key nobody can, you included.
      """,
    subcommands: [New.self, ID.self, Public.self])

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a new key and print its name.",
      discussion: """
        EXAMPLES
          nodial key new own.key
          nodial key new --signing signing.key

        The file is for its owner alone. It is never made in the place of another one, nor in a folder \
        that others may write to.
        """)

    @Flag(help: "It is to sign: print its public key, 64 digits, in the place of its name.")
    var signing = false

    @Argument(help: ArgumentHelp("The key to make.", valueName: "file"))
    var path: String

    func run() throws {
      guard path != "-" else {
        throw ValidationError("a key is a file for its owner alone; name one, not standard output")
      }
      let key = try KeyFile.make(at: path)
      let name = signing ? "\(try SigningKey(key).publicKey)" : "\(try key.id())"
      var output = try StandardOutput()
      try output.print(name)
      try output.flush()
    }
  }

  struct Public: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the public key of a key that signs: 64 digits.",
      discussion: """
        EXAMPLES
          nodial key new signing.key
          nodial key public signing.key
          nodial ledger verify --public-key 5c0e…

        It is an Ed25519 key (RFC 8032). Who has it can verify what was signed, and sign nothing.
        """)

    @Argument(help: ArgumentHelp("The key.", valueName: "file"))
    var path: String

    func run() throws {
      let key = try SigningKey(path: path).publicKey
      var output = try StandardOutput()
      try output.print(key.description)
      try output.flush()
    }
  }

  struct ID: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "id",
      abstract: "Print the name of a key: 16 digits, which tell nothing of it.",
      discussion: """
        EXAMPLES
          nodial key id own.key
        """)

    @Argument(help: ArgumentHelp("The key.", valueName: "file"))
    var path: String

    func run() throws {
      let id = try KeyFile.read(path).id()
      var output = try StandardOutput()
      try output.print(id.description)
      try output.flush()
    }
  }
}
