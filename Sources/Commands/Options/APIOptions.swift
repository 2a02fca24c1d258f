import APIClient
import ArgumentParser
import Settings

/// Which server a command asks, and with which key. A key never stands on a command line, where every user of the machine
/// could read it.
struct APIOptions: ParsableArguments {
    static let serverVariable = "SIKKER_API_URL"
    static let keyVariable = "SIKKER_API_KEY"
    static let defaultServer = "http://127.0.0.1:7063"

    @Option(
        help: ArgumentHelp(
            "The server (default: \(Self.serverVariable) or \(Self.defaultServer)).", valueName: "url"))
    var server: String?

    @Option(
        help: ArgumentHelp(
            "A file that holds the key (default: the key in \(Self.keyVariable)).", valueName: "file"),
        completion: .file())
    var keyFile: String?

    /// Calls `body` with a client and closes its connections.
    func withClient<Result>(_ body: (APIClient) async throws -> Result) async throws -> Result {
        try await CommandFailure.translating {
            let url = try ServerURL(server ?? Environment.text(Self.serverVariable) ?? Self.defaultServer)
            let credential = try Credential(try key())
            let connections = HTTPConnections()
            let client = APIClient(
                server: url, credential: credential, connections: connections,
                userAgent: "sikker/\(Version.number)")
            do {
                let result = try await body(client)
                await connections.shutdown()
                return result
            } catch {
                await connections.shutdown()
                throw error
            }
        }
    }

    private func key() throws -> String {
        if let keyFile { return try SecretFile.read(keyFile) }
        if let key = Environment.text(Self.keyVariable) { return key }
        throw CommandFailure(
            .access,
            "no key: set \(Self.keyVariable), or name a file with --key-file; 'sikker key create' makes one on the server"
        )
    }
}
