import TestWire

/// What the examples of the description, and the tests of single fields, find on a server.
struct WireWorld: Sendable {
    let credentials: WireCredentials

    /// Known for a visit to a sensor's Telnet and for two reports, one of them the key's own.
    static let known = "45.66.1.2"
    /// Known for one report.
    static let reported = "2a01:4f8::66"

    static func prepare(_ server: WireServer) async throws -> Self {
        let credentials = try await WireCredentials.of(server)
        try await SensorVisit.dropper(known).deliver(to: server, token: credentials.sensorToken)
        try await server.report(known, key: credentials.key)
        try await server.report(known, category: "malware", protocol: "telnet", key: credentials.key)
        try await server.report(reported, key: credentials.key)
        return Self(credentials: credentials)
    }
}
