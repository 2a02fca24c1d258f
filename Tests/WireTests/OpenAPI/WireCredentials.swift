import TestWire

/// One valid credential of each kind.
struct WireCredentials: Sendable {
    var key: String
    var sensorToken: String
    var administratorKey = ""

    static func of(_ server: WireServer, tier: String = "operator") async throws -> Self {
        Self(
            key: try await server.key(tier: tier), sensorToken: try await server.sensorToken(),
            administratorKey: try await server.administratorKey())
    }

    /// The right one for an operation; `nil` where none is needed.
    subscript(operation: DescribedOperation) -> String? {
        switch operation.credentials.first {
        case nil: nil
        case "sensorToken": sensorToken
        case "administratorKey": administratorKey
        case .some: key
        }
    }
}
