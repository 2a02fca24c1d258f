import Glibc
import TestHosts
import TestLoop
import TestWire
import Testing

@Suite("Thousands who follow a list", .serialized)
struct SubscriberTests {
    private static let count = 5000
    /// Kilobytes of the server's memory for one that waits: connection, request and place in the feed.
    private static let mostMemory = 64

    private static func memory(of id: Int32) throws -> Int {
        let status = try TestCommand.run(["cat", "/proc/\(id)/status"])
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    }

    private static func raiseFileLimit() {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        getrlimit(resource, &limit)
        limit.rlim_cur = min(20_000, limit.rlim_max)
        setrlimit(resource, &limit)
    }

    /// Reads until a text has come.
    private static func read(_ socket: TestSocket, until mark: String) throws {
        var text: [UInt8] = []
        while text.firstRange(of: Array(mark.utf8)) == nil { text += try #require(socket.receive(), "\(mark)") }
    }

    @Test("Five thousand wait at little cost, and all of them hear of an attack")
    func waiting() async throws {
        let server = try await WireServer.start()
        let key = try await server.key()
        try await server.report("45.66.1.1", key: key)
        Self.raiseFileLimit()
        let (id, port) = (server.id, server.port)
        let request = WireRequest.get("/v1/key/blacklist/stream", key: key)
        let (sockets, growth) = try await TestThread.run {
            let before = try Self.memory(of: id)
            let sockets = try (0..<Self.count).map { _ in
                let socket = try TestSocket(.tcp)
                socket.setTimeout(milliseconds: 60_000)
                try socket.connect(to: "127.0.0.1", port: port)
                #expect(socket.send(request.bytes))
                return socket
            }
            for socket in sockets { try Self.read(socket, until: "event: ready") }
            return (sockets, try Self.memory(of: id) - before)
        }
        #expect(growth < Self.count * Self.mostMemory, "\(growth / Self.count) KB each")
        try await server.report("45.66.1.2", key: key)
        try await TestThread.run {
            for socket in sockets { try Self.read(socket, until: #"{"ip":"45.66.1.2","confidenceLevel":"#) }
            // Whoever has nothing to hear hears that within 15 s, and not all at once.
            try Self.read(sockets[0], until: ": heartbeat")
        }
        #expect(try await server.get("/readyz").status == 200)
        try await server.kill()
    }
}
