import Foundation
import IPNetworks
import NIOCore
import Observability
import Store
import TestHosts
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("Who asks, how often, and what is noted of it")
    struct OperationsTests {
        static let isWhole: @Sendable (String) -> Bool = { $0.hasSuffix("}\n") || $0.hasSuffix("}") }

        /// Through the fast path, and through the router.
        static let doors = ["/v1/key/check/45.0.0.1", "/v1/key/status"]

        static func request(_ path: String, key: String? = nil, more: String = "") -> String {
            "GET \(path) HTTP/1.1\r\nHost: x\r\n" + (key.map { "Authorization: Bearer \($0)\r\n" } ?? "") + more
                + "\r\n"
        }

        static func lines(_ path: String, count: Int) async throws -> [[String: Any]] {
            // The writer is as quick as its interval; a test waits for what must come.
            while true {
                let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
                let lines = text.split(separator: "\n")
                if lines.count >= count {
                    return try lines.map {
                        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
                    }
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }

        @Test("Both doors agree on the client, and note it", .timeLimit(.minutes(2)), arguments: [false, true])
        func clients(_ speaksProxyProtocol: Bool) async throws {
            let folder = try TemporaryFolder()
            let log = folder.path + "/access.log"
            try await TestServer.run(configure: {
                $0.accessLog = .file(log)
                $0.balancers.networks = ["127.0.0.2/32", "198.51.100.0/24"].compactMap { IPPrefix($0) }
                $0.balancers.speaksProxyProtocol = speaksProxyProtocol
            }) { (server) async throws in
                let key = try await server.key()
                let forwarded = "X-Forwarded-For: 6.6.6.6, 203.0.113.9\r\nUser-Agent: test\r\n"
                let header = speaksProxyProtocol ? "PROXY TCP4 198.51.100.7 192.0.2.1 1 2\r\n" : ""
                for door in Self.doors {
                    for (source, header, more) in [
                        ("127.0.0.1", "", forwarded), ("127.0.0.2", header, forwarded), ("127.0.0.2", header, ""),
                    ] {
                        let answer = try await RawConnection.exchange(
                            [header + Self.request(door, key: key, more: more)], port: server.port, from: source,
                            until: Self.isWhole)
                        #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.contains("X-Request-Id: "))
                    }
                }
                let balancer = speaksProxyProtocol ? "198.51.100.7" : "127.0.0.2"
                _ = try await RawConnection.exchange(["no HTTP\r\n\r\n"], port: server.port, until: { _ in false })
                let all = try await Self.lines(log, count: 7)
                #expect(all.last?["status"] as? Int == 400 && all.last?["method"] is NSNull)
                let lines = all.dropLast()
                let expected = Self.doors.flatMap { door in
                    [("127.0.0.1", door), ("203.0.113.9", door), (balancer, door)]
                }
                #expect(lines.map { $0["client"] as? String } == expected.map(\.0))
                #expect(lines.map { $0["path"] as? String } == expected.map(\.1))
                #expect(lines.allSatisfy { $0["key"] as? String == "1" && $0["status"] as? Int == 200 })
                #expect(Set(lines.compactMap { $0["request"] as? String }).count == 6)
            }
        }

        @Test("A balancer's connection without its header is closed; from others the header is no HTTP")
        func proxyHeader() async throws {
            try await TestServer.run(configure: {
                $0.balancers.networks = ["127.0.0.2/32"].compactMap { IPPrefix($0) }
                $0.balancers.speaksProxyProtocol = true
            }) { (server) async throws in
                let none = try await RawConnection.exchange(
                    [Self.request("/healthz")], port: server.port, from: "127.0.0.2", until: Self.isWhole)
                #expect(none.isEmpty)
                let foreign = try await RawConnection.exchange(
                    ["PROXY TCP4 203.0.113.9 192.0.2.1 1 2\r\n" + Self.request("/healthz")], port: server.port,
                    until: Self.isWhole)
                #expect(foreign.hasPrefix("HTTP/1.1 400 "))
                // The balancer itself asks how the server is; byte by byte.
                let own = try await RawConnection.exchange(
                    ("PROXY UNKNOWN\r\n" + Self.request("/healthz")).map { String($0) }, port: server.port,
                    from: "127.0.0.2", until: Self.isWhole)
                #expect(own.hasPrefix("HTTP/1.1 200 "))
                // Metrics are for this machine, not for whoever comes through a balancer on it.
                for header in ["PROXY UNKNOWN\r\n", "PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n"] {
                    let metrics = try await RawConnection.exchange(
                        [header + Self.request("/metrics")], port: server.port, from: "127.0.0.2",
                        until: { $0.contains("\n\n") || Self.isWhole($0) })
                    #expect(metrics.hasPrefix("HTTP/1.1 403 "))
                }
                #expect(server.state.metrics.registry.exposition().contains(#"refused_total{reason="proxy_header"} 1"#))
            }
        }

        @Test("Without a valid key, an address may ask so often; with one, as its quota says", arguments: doors)
        func throttle(_ door: String) async throws {
            try await TestServer.run(configure: {
                $0.admission.exempt = []
                $0.admission.burst = 5
                $0.admission.rate = 1
                $0.balancers.networks = ["127.0.0.2/32"].compactMap { IPPrefix($0) }
            }) { (server) async throws in
                let key = try await server.key()
                var statuses: [Int] = []
                for _ in 0..<8 { statuses.append(try await server.get(door, key: "sk_free_wrong").status) }
                #expect(statuses == [401, 401, 401, 401, 401, 429, 429, 429])
                let refused = try await server.get(door)
                #expect(refused.status == 429 && refused.error.contains("without a valid key"))
                #expect((Int(refused["Retry-After"] ?? "") ?? 0) >= 1)
                // Public pages and what is not there count too.
                #expect(try await server.get("/healthz").status == 429)
                #expect(try await server.get("/nothing").status == 429)
                #expect(try await server.get(door, key: key).status == 200)
                // Clients behind a balancer are told apart, and the balancer is not one of them.
                for client in ["203.0.113.1", "203.0.113.2"] {
                    var answers: [String] = []
                    for _ in 0..<7 {
                        let text = try await RawConnection.exchange(
                            [Self.request(door, more: "X-Forwarded-For: \(client)\r\n")], port: server.port,
                            from: "127.0.0.2", until: Self.isWhole)
                        answers.append(String(text.dropFirst(9).prefix(3)))
                    }
                    #expect(answers == ["401", "401", "401", "401", "401", "429", "429"])
                }
                let metrics = server.state.metrics.registry.exposition()
                #expect(metrics.contains("api_key_failures_total 8\n"))
                #expect(metrics.contains("api_requests_throttled_total 10\n"))
            }
        }

        @Test("An address has so many connections; balancers and exempt networks any number")
        func connections() async throws {
            try await TestServer.run(configure: {
                $0.admission.exempt = ["127.0.0.1/32"].compactMap { IPPrefix($0) }
                $0.connections.perAddress = 3
            }) { (server) async throws in
                let port = server.port
                /// How many of so many connections at once are answered.
                func served(_ count: Int, from source: String) async -> Int {
                    let (outcomes, outcome) = AsyncStream.makeStream(of: Bool.self)
                    return await withTaskGroup(of: Void.self) { group in
                        for _ in 0..<count {
                            group.addTask {
                                let held: Void? = try? await RawConnection.with(port: port, from: source) {
                                    inbound, outbound in
                                    var text = ""
                                    // A reset is a refusal too.
                                    try? await outbound.write(ByteBuffer(string: Self.request("/healthz")))
                                    do {
                                        for try await bytes in inbound {
                                            text += String(buffer: bytes)
                                            if Self.isWhole(text) { break }
                                        }
                                    } catch { text = "" }
                                    outcome.yield(!text.isEmpty)
                                    // Held until all have been seen.
                                    while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
                                }
                                if held == nil { outcome.yield(false) }
                            }
                        }
                        var answered = 0
                        for await isAnswered in outcomes.prefix(count) where isAnswered { answered += 1 }
                        group.cancelAll()
                        return answered
                    }
                }
                #expect(await served(8, from: "127.0.0.5") == 3)
                #expect(await served(8, from: "127.0.0.1") == 8)
                #expect(server.state.metrics.registry.exposition().contains(#"refused_total{reason="address"} 5"#))
            }
        }

        @Test("A slow head and a slow body are told 408, whichever door they came to", .timeLimit(.minutes(2)))
        func slow() async throws {
            try await TestServer.run(configure: {
                $0.connections.headTime = .milliseconds(200)
                $0.connections.bodyPause = .milliseconds(200)
            }) { (server) async throws in
                let key = try await server.key()
                let body =
                    "POST /v1/key/report HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(key)\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"ip\":"
                for beginning in ["GET /v1/key/check/1.1", "GET /healthz HTTP/1.1\r\nHost:", body] {
                    for earlier in ["", Self.request("/v1/key/check/45.0.0.1", key: key), Self.request("/healthz")] {
                        let text = try await RawConnection.exchange(
                            [earlier + beginning], port: server.port, until: { _ in false })
                        let answers = text.split(separator: "HTTP/1.1 ")
                        #expect(answers.count == (earlier.isEmpty ? 1 : 2))
                        #expect(answers.last?.hasPrefix("408 ") == true && text.contains("took too long"))
                    }
                }
                #expect(try await server.get("/v1/key/status", key: key).text.contains(#""reports":{"used":0"#))
            }
        }

        @Test("A client that takes nothing of its answer is cut off", .timeLimit(.minutes(2)))
        func slowReader() async throws {
            try await TestServer.run(configure: {
                $0.connections.sendingPause = .milliseconds(300)
                $0.tiers[0].lookups = nil
            }) { (server) async throws in
                let key = try await server.key()
                let burst = String(repeating: Self.request("/v1/key/check/45.0.0.1", key: key), count: 2000)
                try await TestThread.run { [port = server.port] in
                    let socket = try TestSocket(.tcp)
                    socket.setTimeout(milliseconds: 5000)
                    try socket.connect(to: "127.0.0.1", port: UInt16(port))
                    // Until the server stops reading because its answers are not taken, and hangs up.
                    let bytes = Array(burst.utf8)
                    var isCut = false
                    for _ in 0..<10_000 where !isCut {
                        isCut = bytes.withUnsafeBytes {
                            Glibc.send(socket.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) < 0
                                && errno != EAGAIN
                        }
                    }
                    #expect(isCut)
                }
                #expect(server.state.metrics.registry.exposition().contains(#"cut_total{reason="sending"} 1"#))
            }
        }

        @Test("A client that has said its last word, and reads slowly, gets everything", .timeLimit(.minutes(1)))
        func halfClosed() async throws {
            try await TestServer.run { (server) async throws in
                let port = UInt16(server.port)
                let count = try await TestThread.run {
                    let socket = try TestSocket(.tcp)
                    socket.setTimeout(milliseconds: 20_000)
                    var little: Int32 = 4096
                    setsockopt(socket.descriptor, SOL_SOCKET, SO_RCVBUF, &little, socklen_t(MemoryLayout<Int32>.size))
                    try socket.connect(to: "127.0.0.1", port: port)
                    let requests = String(repeating: Self.request("/metrics"), count: 100)
                    _ = socket.send(Array(requests.utf8))
                    shutdown(socket.descriptor, Int32(SHUT_WR))
                    var text = ""
                    while let bytes = socket.receive(), !bytes.isEmpty {
                        text += String(decoding: bytes, as: UTF8.self)
                        usleep(200)
                    }
                    return text.components(separatedBy: "api_tls_certificates_read_total{").count - 1
                }
                // Two lines of each answer.
                #expect(count == 200)
            }
        }

        @Test("A client that hangs up in the middle is no fault of the server's")
        func gone() async throws {
            let book = LogBook()
            try await TestServer.run(logger: book.logger) { (server) async throws in
                let key = try await server.key()
                let head =
                    "POST /v1/key/report HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(key)\r\nContent-Length: 50\r\n"
                    + "Content-Type: application/json\r\n\r\n{\"ip\""
                for _ in 0..<5 {
                    try await RawConnection.with(port: server.port) { _, outbound in
                        try await outbound.write(ByteBuffer(string: head))
                    }
                }
                #expect(try await server.get("/healthz").status == 200)
            }
            #expect(book.lines.isEmpty)
        }

        @Test("Before a stop, /readyz says no while everything is still answered", .timeLimit(.minutes(2)))
        func draining() async throws {
            let drained = try await TestServer.run(configure: { $0.drainDelay = .seconds(2) }) {
                (server) async throws -> Task<Void, any Error> in
                let key = try await server.key()
                let port = server.port
                let state = server.state
                return Task {
                    // The server is told to stop as soon as this test's part is over.
                    while !state.doorkeeper.isDraining { await Task.yield() }
                    let ready = try await TestServer.request(port, "/readyz")
                    #expect(ready.status == 503 && ready.text.contains("stopping"))
                    let check = try await TestServer.request(port, "/v1/key/check/1.1.1.1", key: key)
                    #expect(check.status == 200 && check["Connection"] == "close")
                }
            }
            try await drained.value
        }
    }
}
