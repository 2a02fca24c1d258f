import ArgumentParser
import ThreatAPI

/// The data folder whose keys a command manages.
struct KeyStoreOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The server's data folder.", valueName: "folder"), completion: .directory)
    var data: String = DataFolders.server

    func withAdministration<Result: Sendable>(
        _ body: (Administration) async throws -> Result
    ) async throws -> Result {
        let configuration = ThreatAPIConfiguration(dataFolder: data)
        return try await CommandFailure.translating { try await Administration.onStore(of: configuration, body) }
    }
}
