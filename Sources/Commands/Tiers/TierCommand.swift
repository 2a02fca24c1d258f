import ArgumentParser

/// `sikker tier`
struct TierCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tier",
        abstract: "Shows what keys may use in a day, and checks a table of your own.",
        discussion: """
            The tiers stand in the server's settings file; without a table of your own there, a
            default one holds. A running server takes a changed file up by itself.

            EXAMPLES
              sikker tier list
              sikker tier show free --json
              sikker tier check tiers.yaml
            """,
        subcommands: [TierListCommand.self, TierShowCommand.self, TierCheckCommand.self])
}
