import TestWire

/// What the examples of the description, and the tests of single fields, find on a server.
struct WireWorld: Sendable {
    let credentials: WireCredentials

    /// Known for a visit to a sensor's Telnet and for two reports, one of them the key's own.
    static let known = "45.66.1.2"
    /// Known for one report.
    static let reported = "2a01:4f8::66"

    private static let alerts: KeyValuePairs = [
        "ip-alerts": #"{"ip":"45.66.9.7"}"#, "range-alerts": #"{"cidr":"45.66.21.0/28"}"#,
        "username-alerts": #"{"username":"backup"}"#, "email-alerts": #"{"email":"postmaster@example.com"}"#,
    ]

    static func prepare(_ server: WireServer) async throws -> Self {
        let credentials = try await WireCredentials.of(server)
        try await SensorVisit.dropper(known).deliver(to: server, token: credentials.sensorToken)
        try await server.report(known, key: credentials.key)
        try await server.report(known, category: "malware", protocol: "telnet", key: credentials.key)
        try await server.report(reported, key: credentials.key)
        var mail = SensorVisit(of: "45.66.1.9", protocol: "smtp")
        mail.add("connect")
        mail.add("message", ["sender": "<spam@example.net>", "recipients": "<relay.test@example.com>"])
        try await mail.deliver(to: server, token: credentials.sensorToken)
        // Each once on a server. In this order, because the description's examples name their ids, which count from 1.
        for (path, body) in alerts {
            let answer = try await server.post("/v1/key/\(path)", key: credentials.key, body)
            guard [201, 409].contains(answer.status) else {
                throw WireError.malformed("\(answer.status): \(answer.text)")
            }
        }
        return Self(credentials: credentials)
    }
}
