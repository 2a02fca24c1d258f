import ArgumentParser
import Settings
import ThreatAPI

/// The server whose accounts and keys a command manages: its data folder, and the tiers it offers.
struct AdministrationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The server's data folder (default: what its settings say, or \(DataFolders.server)).", valueName: "folder"),
        completion: .directory)
    var data: String?

    @OptionGroup var file: SettingsFileOption

    func settings() throws(CommandFailure) -> ServerSettings {
        try file.effective(flags: data.map { ["data": .text($0)] } ?? [:]).usable()
    }

    func withAdministration<Result: Sendable>(
        _ body: (Administration) async throws -> Result
    ) async throws -> Result {
        let configuration = try settings().api
        return try await CommandFailure.translating {
            try await Administration.onStore(of: configuration, actor: OperatingSystemUser.name, body)
        }
    }
}

/// The settings file of a server.
struct SettingsFileOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The server's settings file (default: \(ServerSettings.scope.variable), or \(SettingsPlace<ServerSettings>.usualPath)).",
            valueName: "file"), completion: .file())
    var config: String?

    /// The settings that a server would have that is started like this.
    func effective(flags: [String: SettingNode] = [:]) -> EffectiveSettings<ServerSettings> {
        .reading(SettingsPlace(option: config), SettingSources(flags: flags, environment: Environment.all))
    }
}
