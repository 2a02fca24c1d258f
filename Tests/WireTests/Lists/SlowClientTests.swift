import Glibc
import TestHosts
import TestLoop
import TestWire
import Testing

/// Clients that read slowly, or not at all, cost the server next to nothing: what they wait for is shared.
@Suite("Slow clients", .serialized)
struct SlowClientTests {
    private static let clients = 100
    private static let addresses = 60_000

    /// Kilobytes of memory that a process has of its own.
    private static func memory(of id: Int32) throws -> Int {
        let status = try TestCommand.run(["cat", "/proc/\(id)/status"])
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    }

    /// A connection with room for few bytes, so that all the others stay with the server.
    private static func open(_ port: UInt16, _ request: WireRequest) throws -> TestSocket {
        let socket = try TestSocket(.tcp)
        var size: Int32 = 2048
        setsockopt(socket.descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        socket.setTimeout(milliseconds: 60_000)
        try socket.connect(to: "127.0.0.1", port: port)
        #expect(socket.send(request.bytes))
        return socket
    }

    /// Reads to the end of an answer of known length, and returns its body.
    private static func finish(_ socket: TestSocket, _ beginning: [UInt8]) throws -> [UInt8] {
        var bytes = beginning
        let end = try #require(bytes.firstRange(of: Array("\r\n\r\n".utf8))).upperBound
        let head = String(decoding: bytes[..<end], as: UTF8.self)
        let field = try #require(head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") })
        let length = try #require(Int(field.dropFirst(16)))
        while bytes.count < end + length { bytes += try #require(socket.receive()) }
        return Array(bytes[end...])
    }

    @Test("A hundred of them on one list, in any form, take less memory than twice the list")
    func sharing() async throws {
        let server = try await WireServer.start(folder: try await ListedStore.make(Self.addresses))
        let key = try await server.key()
        for (format, coding) in [
            ("json", "identity"), ("json", "gzip"), ("ndjson", "zstd"), ("rpz", "identity"), ("nft", "identity"),
            ("ipset", "gzip"), ("plaintext", "identity"), ("rbldnsd", "identity"),
        ] {
            let request = WireRequest.get(
                "/v1/key/blacklist?format=\(format)", key: key, fields: [("Accept-Encoding", coding)])
            // The first one has the list made.
            let whole = try await server.send(request)
            #expect(whole.status == 200 && whole.body.count > 100_000)
            let plain = try await server.get("/v1/key/blacklist?format=\(format)", key: key).body.count
            let (id, port) = (server.id, server.port)
            let (growth, last) = try await TestThread.run {
                let before = try Self.memory(of: id)
                let sockets = try (0..<Self.clients).map { _ in try Self.open(port, request) }
                let beginnings = try sockets.map { try #require($0.receive()) }
                let after = try Self.memory(of: id)
                let last = try Self.finish(sockets[50], beginnings[50])
                return (after - before, last)
            }
            #expect(last == whole.body)
            #expect(growth * 1024 < 2 * plain, "\(format), \(coding): \(growth) KB for a list of \(plain / 1024) KB")
        }
        try await server.kill()
    }

    @Test("A follower of a list that takes nothing of it is cut off; one that has everything may be silent")
    func follower() async throws {
        let server = try await WireServer.start(
            ["--connections-sending-pause", "2"], folder: try await ListedStore.make(Self.addresses))
        let key = try await server.key()
        let port = server.port
        let request = WireRequest.get("/v1/key/blacklist/stream", key: key)
        try await TestThread.run {
            let eager = try WireConnection(port: port, milliseconds: 60_000)
            eager.send(request.bytes)
            _ = try eager.take(through: "event: ready")
            let lazy = try Self.open(port, request)
            func metric(_ name: String) throws -> Substring? {
                try WireConnection(port: port).exchange(.get("/metrics")).lines.first { $0.hasPrefix(name + " ") }?
                    .split(separator: " ").last
            }
            let cut = #"api_connections_cut_total{reason="sending"}"#
            try LoopWait.until("it is cut off", seconds: 180, { server.log }) { try metric(cut) == "1" }
            try LoopWait.until("the stream ends", seconds: 180) { try metric("api_streams_open") == "1" }
            // What the kernel had taken still comes, and then the end: far from everything.
            var received = 0
            while let bytes = lazy.receive() { received += bytes.count }
            #expect(received < Self.addresses * 50)
            // Longer than the pause, and never cut off.
            _ = try eager.take(through: ": heartbeat")
            #expect(try metric(cut) == "1")
        }
        try await server.kill()
    }
}
