import TestHosts
import TestLoop
import TestWire
import Testing

/// Alerts, webhooks and names as a client sees them.
@Suite("Alerts on the wire", .wireServer())
struct AlertWireTests {
    @Test(
        "An alert has exactly these members, of these types",
        arguments: [
            ("ip", "ip", "2A00::1", ["ip"]),
            ("range", "cidr", "45.1.2.77/28", ["cidr", "networkAddress", "prefixLength"]),
            ("username", "username", "Root", ["username"]), ("email", "email", "A@b.example", ["email"]),
        ])
    func members(_ kind: String, _ member: String, _ subject: String, _ names: [String]) async throws {
        let server = try WireServer.current
        let key = try await server.key(tier: "tier_1")
        let path = "/v1/key/\(kind)-alerts"
        let made = try await server.post(path, key: key, "{\"\(member)\":\"\(subject)\"}")
        #expect(made.status == 201 && made["Content-Type"] == "application/json")
        let alert = try made.json
        let count = kind == "range" ? "uniqueMatches" : "matchCount"
        #expect(
            alert.names
                == ["id"] + names + [
                    "label", "enabled", "emailNotifications", "lastAlertedAt", "totalAlerts", count, "createdAt",
                ])
        let id = try #require(alert["id"]?.string)
        #expect(Int(id) != nil && alert["label"]?.isNull == true && alert["lastAlertedAt"]?.isNull == true)
        #expect(alert["enabled"] == true && alert["emailNotifications"] == true)
        #expect(alert["totalAlerts"] == 0 && alert[count] == 0)
        #expect(alert["createdAt"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)

        let list = try await server.get(path, key: key)
        #expect(try list.json["alerts"]?.elements == [alert])
        let head = try await server.head(path, key: key)
        #expect(head.body.isEmpty && head["Content-Length"] == "\(list.body.count)")
        #expect(try await server.post(path, key: key, "{\"\(member)\":\"\(subject)\"}").status == 409)
        let removed = try await server.delete("\(path)/\(id)", key: key)
        #expect(removed.status == 200 && removed.text == "{\"success\":true}\n")
        #expect(try await server.delete("\(path)/\(id)", key: key).status == 404)
    }

    @Test("The status tells how many alerts there are, and may be")
    func status() async throws {
        let server = try WireServer.current
        let free = try await server.key(tier: "free")
        let alerts = try await server.get("/v1/key/status", key: free).json["alerts"]
        #expect(alerts?.names == ["ipAlerts", "rangeAlerts", "usernameAlerts", "emailAlerts"])
        #expect(alerts?.members?.allSatisfy { $0.value.names == ["current", "limit"] } == true)
        #expect(alerts?["rangeAlerts"]?["limit"] == 1 && alerts?["emailAlerts"]?["limit"] == 5)
        let operators = try await server.key()
        let unlimited = try await server.get("/v1/key/usage", key: operators).json["alerts"]?["ipAlerts"]
        #expect(unlimited?["limit"]?.isNull == true)
    }

    @Test("A name is looked up as it was sent: a plus is a plus, percent signs are decoded")
    func names() async throws {
        let server = try WireServer.current
        let (key, token) = (try await server.key(tier: "free"), try await server.sensorToken())
        let session = "019a0000-0000-7000-8000-000000000001"
        let lines = [
            ("0", "auth", #"{"username":"A+b"}"#), ("1", "auth", #"{"username":"a b/c"}"#),
            ("2", "message", #"{"sender":"spam@example.com","recipients":"x+y@b.example"}"#),
        ].map { seq, kind, fields in
            """
            {"id":"019a0000-0000-7000-8000-00000000010\(seq)","session":"\(session)","seq":\(seq),"at":1795000000000,\
            "protocol":"smtp","dstPort":25,"src":"45.1.2.3","srcPort":1,"kind":"\(kind)","fields":\(fields)}
            """
        }
        let sent = try await server.post(
            "/v1/sensor/events", key: token, type: "application/x-ndjson", lines.joined(separator: "\n"))
        #expect(sent.status == 200)
        let name = try await server.get("/v1/key/username/a+B", key: key)
        #expect(name.status == 200 && name["X-Daily-Used"] == "1")
        let record = try name.json
        #expect(record.names == ["username", "totalSessions", "protocolCounts", "firstSeenAt", "lastSeenAt"])
        #expect(record["username"] == "a+b" && record["totalSessions"] == 1)
        #expect(record["protocolCounts"] == #"{"smtp":1}"#)
        #expect(record["firstSeenAt"]?.int != nil && record["firstSeenAt"] == record["lastSeenAt"])
        #expect(try await server.get("/v1/key/username/a%20b%2Fc", key: key).status == 200)
        let email = try await server.get("/v1/key/email/X+y@b.example", key: key)
        #expect(try email.json.names == ["email", "totalMessages", "firstSeenAt", "lastSeenAt"])
        #expect(try email.json["totalMessages"] == 1)
        for malformed in ["username/%ff", "username/%C3", "email/a%40b", "email/%ff@b.example"] {
            let answer = try await server.get("/v1/key/\(malformed)", key: key)
            #expect(answer.status == 400 && answer.error != nil, "\(malformed)")
        }
        // A percent sign without two digits stands for itself.
        let unknown = try await server.get("/v1/key/username/100%", key: key)
        #expect(unknown.status == 404 && unknown.error != nil)
        #expect(try await server.get("/v1/key/username/a+b", key: key)["X-Daily-Used"] == "4")
    }
}

/// Deliveries, from one process to another.
@Suite("Deliveries of alerts survive the server")
struct AlertCrashTests {
    @Test("A match that was acknowledged is told, though the server is killed before it can be")
    func killed() async throws {
        // A program that fails until the file `mends` is there: what it is handed stays to be delivered.
        let folder = try LoopFolder()
        let program = folder.file("sendmail")
        try TestCommand.run([
            "sh", "-c",
            """
            printf '#!/bin/sh\\ntest -e %s/mends || exit 75\\ncat > %s/part && mv %s/part %s/mail\\n' \
            "$1" "$1" "$1" "$1" > "$2"; chmod 755 "$2"
            """, "sh", folder.file(""), program,
        ])
        let server = try await WireServer.start(["--alerts-sendmail", program])
        try await server.sikker("alert", "email", "ops@example.com")
        let key = try await server.key()
        #expect(try await server.post("/v1/key/ip-alerts", key: key, #"{"ip":"45.1.2.3"}"#).status == 201)
        try await server.report("45.1.2.3", key: key)
        try await server.kill()
        try TestCommand.run(["touch", folder.file("mends")])
        try await server.restart()
        try await TestThread.run {
            try LoopWait.until("the mail has come", seconds: 120, { server.log }) {
                folder.text(of: "mail").contains("To: <ops@example.com>")
            }
        }
        let alerts = try await server.get("/v1/key/ip-alerts", key: key).json["alerts"]
        #expect(alerts?[0]?["totalAlerts"] == 1 && alerts?[0]?["matchCount"] == 1)
        #expect(try await server.sikker("alert", "list", "--json").contains("45.1.2.3"))
        #expect(try await server.stop() == 0)
    }
}
