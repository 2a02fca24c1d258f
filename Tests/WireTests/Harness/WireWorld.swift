import IPNetworks
import Store
import TestWire
import ThreatModel

/// What the examples of the description, and the tests of single fields, find on a server.
struct WireWorld: Sendable {
    let credentials: WireCredentials

    /// Known for a visit to a sensor's Telnet and for two reports, one of them the key's own.
    static let known = "45.66.1.2"
    /// Known for one report.
    static let reported = "2a01:4f8::66"

    /// When the visit to a sensor began, epoch milliseconds: the same for all who prepare the world on one server, so that it is
    /// the same visit.
    private static let visitTime = Int(SystemClock().now.milliseconds) - 60_000

    private static let alerts: KeyValuePairs = [
        "ip-alerts": #"{"ip":"45.66.9.7"}"#, "range-alerts": #"{"cidr":"45.66.21.0/28"}"#,
        "username-alerts": #"{"username":"backup"}"#, "email-alerts": #"{"email":"postmaster@example.com"}"#,
    ]

    static func prepare(_ server: WireServer) async throws -> Self {
        let credentials = try await WireCredentials.of(server)
        try await SensorVisit.dropper(known, at: visitTime).deliver(to: server, token: credentials.sensorToken)
        try await server.report(known, key: credentials.key)
        try await server.report(known, category: "malware", protocol: "telnet", key: credentials.key)
        try await server.report(reported, key: credentials.key)
        var mail = SensorVisit(of: "45.66.1.9", protocol: "smtp", at: visitTime)
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
        try await addAppeal(to: server)
        try await addRecording(to: server, credentials)
        return Self(credentials: credentials)
    }

    /// The file that the description's examples name and send.
    private static func addRecording(to server: WireServer, _ credentials: WireCredentials) async throws {
        let document = try await DescribedOperation.document(of: server)
        guard let put = DescribedOperation.all(in: document).first(where: { $0.definition["operationId"] == "putBlob" })
        else { throw WireError.malformed("no operation takes files") }
        let request = put.request("recording", credentials: credentials)
        let answer = try await server.send(request)
        guard [200, 201].contains(answer.status) else {
            throw WireError.malformed("\(answer.status): \(answer.text)")
        }
    }

    /// The one that the description's examples name: ids are drawn at random, so it is written down by hand. It was decided, so
    /// that nobody asks its address for a proof.
    private static func addAppeal(to server: WireServer) async throws {
        let store = try SQLiteStore(path: server.dataFolder + "/sikker.sqlite")
        try await store.write { transaction in
            let id: [UInt8] = [
                0x5f, 0x0c, 0x2b, 0x7d, 0x9e, 0x3a, 0x41, 0xc6, 0x8d, 0x72, 0xf1, 0xe0, 0xa9, 0xb8, 0xc7, 0xd6,
            ]
            guard try transaction.appeal(id: id) == nil else { return }
            let now = SystemClock().now
            var appeal = StoredAppeal(
                id: id, token: id, address: IPAddress(v4: 0x2d42_0109), requester: nil, reason: "ours now",
                contact: nil, createdAt: now, endsAt: now, dueAt: nil)
            appeal.state = .granted
            _ = try transaction.createAppeal(appeal)
        }
        await store.close()
    }
}
