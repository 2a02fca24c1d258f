import TestHosts
import TestLoop

/// What the administrator does on the server's folder while it runs.
extension WireServer {
    /// Runs `sikker` with these arguments and `--data` of this server; returns what it printed. Throws when it fails.
    @discardableResult
    package func sikker(_ arguments: String...) async throws -> String { try await sikker(arguments) }

    @discardableResult
    package func sikker(_ arguments: [String]) async throws -> String {
        let command = [LoopProgram.path] + arguments + ["--data", dataFolder]
        return try await TestThread.run { try TestCommand.run(command) }
    }

    /// A new key, which the server knows by now.
    ///
    /// - Parameter account: the name of its owner; the server's first when `nil`.
    package func key(tier: String = "operator", account: String? = nil) async throws -> String {
        let key = try await createKey(tier: tier, account: account).secret
        try await waitUntilKnown { try $0.exchange(.get("/v1/key/status", key: key)) }
        return key
    }

    /// A new key with its id for `sikker key disable`. The server may not know it yet.
    package func createKey(
        tier: String = "operator", account: String? = nil
    ) async throws -> (secret: String, id: String) {
        let owner = account.map { ["--account", $0] } ?? []
        return try Self.credential(try await sikker(["key", "create", "--json", "--tier", tier] + owner))
    }

    /// A new sensor's token, which the server knows by now.
    package func sensorToken() async throws -> String {
        let token = try Self.credential(try await sikker("key", "create", "--json", "--sensor")).secret
        try await waitUntilKnown {
            try $0.exchange(.post("/v1/sensor/events", key: token, type: "application/x-ndjson", ""))
        }
        return token
    }

    /// A new key for an administrator, which the server knows by now.
    package func administratorKey() async throws -> String {
        let key = try Self.credential(try await sikker("key", "create", "--json", "--administrator")).secret
        try await waitUntilKnown { try $0.exchange(.get("/v1/admin/blobs?limit=1", key: key)) }
        return key
    }

    private static func credential(_ output: String) throws -> (secret: String, id: String) {
        let json = try JSONValue(parsing: Array(output.utf8))
        guard let secret = json["secret"]?.string, let id = json["id"]?.numberText ?? json["id"]?.string else {
            throw WireError.malformed("a key: \(output)")
        }
        return (secret, id)
    }

    /// Asks until the answer is not 401: the server looks for new keys some times a second.
    private func waitUntilKnown(_ ask: @escaping @Sendable (WireConnection) throws -> WireAnswer) async throws {
        try await withConnection { connection in
            try LoopWait.until("the server knows a new key") { try ask(connection).status != 401 }
        }
    }
}
