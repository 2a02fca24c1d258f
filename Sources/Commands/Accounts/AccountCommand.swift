import ArgumentParser

/// `sikker account`
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Makes, shows and changes the accounts that own keys and sensors.",
        discussion: """
            Works on the server's data folder, whether or not the server runs; a running server
            takes a change up within a second.

            EXAMPLES
              sikker account create web-team
              sikker key create --account web-team --tier tier_1 --label web-1
              sikker account disable web-team
              sikker account log
            """,
        subcommands: [
            AccountCreateCommand.self, AccountListCommand.self, AccountShowCommand.self, AccountDisableCommand.self,
            AccountEnableCommand.self, AccountTrustCommand.self, AccountUntrustCommand.self, AccountLogCommand.self,
        ])
}
