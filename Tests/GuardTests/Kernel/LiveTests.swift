import Guard
import Synchronization
import TestGuards
import TestServers
import Testing

/// The guard behind a server's stream of changes.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(2)))
struct LiveTests {
    private static let stream = [("content-type", "text/event-stream")]

    private static func event(_ name: String, _ address: String, _ sequence: Int) -> [UInt8] {
        Array("event: \(name)\nid: 7-\(sequence)\ndata: {\"ip\":\"\(address)\",\"confidenceLevel\":90}\n\n".utf8)
    }

    @Test func aChangeAtTheServerReachesTheKernelAtOnce() async throws {
        let field = try await Battlefield()
        let folder = try Folder()
        let (pieces, piece) = AsyncStream.makeStream(of: [UInt8].self)
        let server = try await TestHTTPServer { request in
            guard !request.target.contains("/stream") else { return .stream(headers: Self.stream, pieces: pieces) }
            return .answer(status: 200, headers: [("X-Blacklist-Cursor", "7-1")], body: Array("45.40.1.1\n".utf8))
        }
        let guarding = try RunningGuard(
            ["SIKKER_API_KEY": "sk_0123456789", "SIKKER_API_URL": server.url], folder: folder,
            surroundings: field.surroundings)
        try await guarding.whileRunning { _ async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            piece.yield(Array("event: ready\nid: 7-1\ndata: {}\n\n".utf8))
            await guarding.log.line(containing: "following changes as they happen")
            piece.yield(Self.event("add", "45.40.1.2", 2))
            let added = try await field.waitUntil("45.40.1.2", arrives: false)
            #expect(added < .seconds(2), "some milliseconds where the machine is not busy")
            piece.yield(Self.event("remove", "45.40.1.1", 3))
            try await field.waitUntil("45.40.1.1", arrives: true)
            #expect(try await !field.arrives(from: "45.40.1.2"))
        }
        await server.stop()

        // The server is gone: what it said last holds, single changes too.
        try await guarding.whileRunning { _ async throws in
            await guarding.log.line(containing: "SikkerAPI: no answer")
            #expect(try await !field.arrives(from: "45.40.1.2"))
            #expect(try await field.arrives(from: "45.40.1.1"))
        }
    }
}
