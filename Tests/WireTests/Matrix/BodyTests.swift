import TestWire
import Testing

/// Every operation that takes a body, with bodies that it does not take.
@Suite("Bodies that are not taken", .wireServer())
struct BodyTests {
    /// More than an operation takes.
    private static func tooMuch(for operation: DescribedOperation) -> Int {
        operation.requestBody?["content"]?.names == ["application/octet-stream"] ? 33 << 20 : 12 << 20
    }

    @Test("A body of the wrong type, length or form is refused, changes nothing and costs nothing")
    func refused() async throws {
        let server = try WireServer.current
        let document = try await DescribedOperation.document(of: server)
        let account = try await Account.make(on: server)
        let token = try await server.sensorToken()
        let before = try await account.status()
        let credentials = WireCredentials(key: account.key, sensorToken: token)
        for operation in DescribedOperation.all(in: document) where operation.requestBody != nil {
            let request = operation.request("", credentials: credentials)
            for (title, status, change) in Self.changes(operation) {
                var changed = request
                change(&changed)
                let answer = try await server.send(changed)
                #expect(answer.faults(asRefusal: status, at: operation.path) == [], "\(operation), \(title)")
            }
        }
        #expect(try await account.status() == before)
    }

    typealias Change = (title: String, status: Int, apply: (inout WireRequest) -> Void)

    private static func changes(_ operation: DescribedOperation) -> [Change] {
        var changes: [Change] = [
            ("a type that nobody takes", 415, { $0.set("Content-Type", "application/x-nonsense") }),
            ("an empty type", 415, { $0.set("Content-Type", "") }),
            ("an unknown coding", 415, { $0.fields.append((name: "Content-Encoding", value: "br")) }),
            (
                "what says it is gzip and is not", 400,
                { $0.fields.append((name: "Content-Encoding", value: "gzip")) }
            ),
            ("too much", 413, { $0.body = Array(repeating: UInt8(ascii: " "), count: tooMuch(for: operation)) }),
        ]
        let type = operation.requestBody?["content"]?.names?.first
        // Of a file, what is wrong with a row is said of that row.
        if type != "text/csv" {
            changes.append(("bytes that are no UTF-8", 400, { $0.body = [0x22, 0xff, 0xfe, 0x22] }))
        }
        guard type == "application/json" else { return changes }
        let texts = [
            "", " ", "{", "[]", "null", "1", "\"text\"", "{}{}", "{\"ip\":}", "{'ip':1}",
            "{\"ip\":\"\u{1}\"}", "{\"ip\":\"\\ud800\"}",
            String(repeating: "[", count: 5000), "{\"a\":01}", "{\"x\":1,\"x\":2}", "{\"enabled\":1}",
            "{\"url\":1,\"label\":1}",
        ]
        for text in texts {
            changes.append(("the body \(text.prefix(40))", 400, { $0.body = Array(text.utf8) }))
        }
        return changes
    }

    @Test("A report says what is wrong with it", arguments: ReportRefusals.all)
    func reports(_ body: String, _ words: String) async throws {
        let server = try WireServer.current
        let account = try await Account.make(on: server)
        let before = try await account.status()
        let answer = try await server.post("/v1/key/report", key: account.key, body)
        #expect(answer.faults(asRefusal: 400, containing: words) == [])
        #expect(try await account.status() == before)
        #expect(
            try await server.get("/v1/key/check/45.99.1.1", key: account.key).json["found"] == false)
    }

    @Test("Many at once: what cannot be read as a whole is refused as a whole", arguments: ReportRefusals.bulks)
    func bulks(_ path: String, _ type: String, _ body: String, _ words: String) async throws {
        let server = try WireServer.current
        let account = try await Account.make(on: server)
        let before = try await account.status()
        let answer = try await server.post("/v1/key/\(path)", key: account.key, type: type, body)
        #expect(answer.faults(asRefusal: 400, containing: words) == [])
        #expect(try await account.status() == before)
    }

    @Test("A body may come in chunks, compressed, and after 100 Continue")
    func framings() async throws {
        let server = try WireServer.current
        let account = try await Account.make(on: server)
        let body = Array(#"{"ip":"192.0.2.1","category":1}"#.utf8)
        let statuses = try await server.withConnection { connection in
            var statuses: [Int] = []
            let head = """
                POST /v1/key/report HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(account.key)\r\n\
                Content-Type: application/json; charset=utf-8\r\n
                """
            connection.send(head + "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\n")
            connection.send(Array(body[..<5]))
            connection.send("\r\n\(String(body.count - 5, radix: 16))\r\n")
            connection.send(Array(body[5...]))
            connection.send("\r\n0\r\n\r\n")
            statuses.append(try connection.answer(to: "POST").status)

            connection.send(head + "Content-Length: \(body.count)\r\nExpect: 100-continue\r\n\r\n")
            statuses.append(try connection.answer(to: "POST").status)
            connection.send(body)
            statuses.append(try connection.answer(to: "POST").status)
            return statuses
        }
        #expect(statuses == [200, 100, 200])
        #expect(try await account.status()["quotas"]?["reports"]?["used"] == 2)
    }
}

extension WireRequest {
    fileprivate mutating func set(_ name: String, _ value: String) {
        fields.removeAll { $0.name == name }
        fields.append((name: name, value: value))
    }
}
