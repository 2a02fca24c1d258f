import ArgumentParser

/// `sikker key`
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Makes, lists and changes the keys of clients and the tokens of sensors.",
        discussion: """
            Works on the server's data folder, whether or not the server runs; a running server
            takes a change up within a second.

            EXAMPLES
              sikker key create --label web-1
              sikker key create --sensor --label lab
              sikker key list --json
              sikker key rotate 3 --grace 24h
              sikker key disable 3
            """,
        subcommands: [
            KeyCreateCommand.self, KeyListCommand.self, KeyRotateCommand.self, KeyExpireCommand.self,
            KeyDisableCommand.self,
        ])
}
