import ArgumentParser

/// `sikker geo`
struct GeoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "geo", abstract: "Shows the databases that say where addresses are.",
        subcommands: [GeoStatusCommand.self, GeoLookupCommand.self])
}
