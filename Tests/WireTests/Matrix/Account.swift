import TestWire

/// A key of a small tier, and what its owner can see of what it has used and made.
struct Account: Sendable {
    let server: WireServer
    let key: String

    /// A new account, whose alerts are its own too.
    static func make(on server: WireServer) async throws -> Account {
        let name = "account-\(UInt32.random(in: 0 ... .max))"
        try await server.sikker("account", "create", name)
        return Account(server: server, key: try await server.key(tier: "free", account: name))
    }

    /// Tier, quotas and numbers of alerts.
    func status() async throws -> JSONValue {
        let answer = try await server.get("/v1/key/status", key: key)
        guard answer.status == 200 else {
            throw WireError.malformed("\(answer.status): \(answer.text)")
        }
        return try answer.json
    }
}
