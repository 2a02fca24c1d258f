import TestLoop
import TestWire
import Testing

/// Every operation that needs a key, without the right one.
@Suite("Keys that open nothing", .wireServer())
struct AuthenticationTests {
    @Test("Nothing is told, and nothing done, without the right key")
    func refused() async throws {
        let server = try WireServer.current
        let document = try await DescribedOperation.document(of: server)
        let valid = try await WireCredentials.of(server)
        let (disabled, expired) = (
            try await Self.disabledKey(server), try await Self.expiredKey(server)
        )
        for operation in DescribedOperation.all(in: document) where !operation.credentials.isEmpty {
            let isKeys = operation.credentials.contains("key")
            let right = try #require(valid[operation])
            let others = [valid.key, valid.sensorToken, valid.administratorKey].filter { $0 != right }
            let unknown = String(right.prefix { $0 != "_" }) + "_free_" + String(repeating: "a", count: 32)
            var cases: [(field: String?, status: Int)] = [
                (nil, 401), ("", 401), ("Bearer", 401), ("Bearer ", 401), ("Bearer \(unknown)", 401),
                (right, 401), ("Token \(right)", 401), ("Bearer \(right)x", 401),
                ("Bearer \(right.dropLast())", 401),
                ("Bearer \(right), Bearer \(right)", 401), ("Bearer \(right.uppercased())", 401),
                ("Bearer sk_é", 401),
            ]
            cases += others.map { ("Bearer \($0)", 401) }
            if isKeys { cases += [("Bearer \(disabled)", 403), ("Bearer \(expired)", 403)] }
            for (field, status) in cases {
                var request = operation.request("", credentials: valid)
                request.fields.removeAll { $0.name == "Authorization" }
                if let field { request.fields.append((name: "Authorization", value: field)) }
                let answer = try await server.send(request)
                let faults = answer.faults(asRefusal: status, at: operation.path)
                #expect(faults == [], "\(operation), '\(field ?? "")'")
                if status == 401 { #expect(answer["WWW-Authenticate"] != nil, "\(operation)") }
                // Whoever shows nothing is told nothing about the quota either.
                #expect(answer["X-Daily-Limit"] == nil, "\(operation)")
            }
        }
    }

    @Test("A key in the query opens what clients cannot ask for in another way, and nothing else")
    func query() async throws {
        let server = try WireServer.current
        let document = try await DescribedOperation.document(of: server)
        let valid = try await WireCredentials.of(server)
        for operation in DescribedOperation.all(in: document)
        where operation.credentials.contains("key") && !operation.isStream {
            var request = operation.request("", credentials: valid)
            request.fields.removeAll { $0.name == "Authorization" }
            request.target += (request.target.contains("?") ? "&" : "?") + "key=\(valid.key)"
            let answer = try await server.send(request)
            if operation.credentials.contains("keyInQuery") {
                #expect(answer.status == 200, "\(operation): \(answer.text)")
                // The field counts where there is one.
                request.fields.append((name: "Authorization", value: "Bearer sk_free_nonsense"))
                #expect(try await server.send(request).status == 401, "\(operation)")
            } else {
                #expect(answer.status == 401, "\(operation): \(answer.text)")
            }
        }
        #expect(!server.log.contains(valid.key))
    }

    private static func disabledKey(_ server: WireServer) async throws -> String {
        let (secret, id) = try await server.createKey()
        try await server.sikker("key", "disable", id)
        try await wait(server, until: secret, isAnswered: 403)
        return secret
    }

    private static func expiredKey(_ server: WireServer) async throws -> String {
        let (secret, id) = try await server.createKey()
        try await server.sikker("key", "expire", id, "--now")
        try await wait(server, until: secret, isAnswered: 403)
        return secret
    }

    private static func wait(_ server: WireServer, until key: String, isAnswered status: Int)
        async throws
    {
        try await server.withConnection { connection in
            try LoopWait.until("the key is answered \(status)") {
                try connection.exchange(.get("/v1/key/status", key: key)).status == status
            }
        }
    }
}
