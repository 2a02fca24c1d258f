import ArgumentParser

/// `sikker blocklist`
struct BlocklistCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blocklist", abstract: "Works on lists of addresses in files.",
        subcommands: [BlocklistMergeCommand.self])
}
