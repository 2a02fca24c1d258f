import NIOCore
import Observability
import Synchronization
import TestServers
import Testing
import ThreatModel

@testable import Sensor

/// The whole sensor over real sockets: what visitors leave is sent behind what they did.
@Suite(.timeLimit(.minutes(2))) struct BlobServiceTests {
    let folder: TemporaryFolder
    let collector = EventCollector()

    init() throws { folder = try TemporaryFolder() }

    /// What is asked of the server about files, and what it was sent.
    final class Shelf: Sendable {
        let requests = Mutex<[(method: String, path: String, body: [UInt8])]>([])
        let status: Int

        init(status: Int = 201) { self.status = status }

        func handler(_ events: EventCollector) -> TestHTTPServer.Handler {
            { [self] request in
                guard request.target.hasPrefix("/v1/sensor/blobs/") else { return events.handler(request) }
                requests.withLock { $0.append((request.method, request.target, request.body)) }
                return request.method == "PUT"
                    ? .json("{\"error\":\"no room\"}", status: status) : .json("{\"error\":\"no\"}", status: 404)
            }
        }

        var sent: [[UInt8]] { requests.withLock { $0.filter { $0.method == "PUT" }.map(\.body) } }
    }

    func leaveFile(_ sensor: RunningSensor, _ content: String) async throws {
        let visitor = try await SocketVisitor(port: try sensor.port(.telnet))
        try await visitor.send("file \(content)\nclose\n")
        _ = try await visitor.receive()
    }

    @Test func aFileIsSentOnceAcrossRestarts() async throws {
        let shelf = Shelf()
        let server = try await TestHTTPServer(handler: shelf.handler(collector))
        for round in 1...2 {
            try await RunningSensor.run(in: folder, server: server.url) { sensor in
                try await leaveFile(sensor, "abc")
                await collector.waitForSessions(round)
                while !folder.names("data/unsent").isEmpty || shelf.sent.isEmpty { await Task.yield() }
            }
        }
        await server.stop()
        #expect(shelf.sent.map { String(decoding: $0, as: UTF8.self) } == ["abc"])
        #expect(folder.names("data/quarantine").count == 1)
        let path = shelf.requests.withLock { $0.last?.path }
        #expect(path == "/v1/sensor/blobs/" + folder.names("data/quarantine")[0])
    }

    @Test func aServerWithoutRoomGetsAllEvents() async throws {
        let shelf = Shelf(status: 507)
        let server = try await TestHTTPServer(handler: shelf.handler(collector))
        try await RunningSensor.run(in: folder, server: server.url) { sensor in
            for number in 1...3 { try await leaveFile(sensor, "file-\(number)") }
            await collector.waitForSessions(3)
            while !sensor.registry.exposition().contains("sensor_blobs_total{result=\"refused\"} 3\n") {
                await Task.yield()
            }
        }
        await server.stop()
        #expect(shelf.sent.count == 3)
        #expect(folder.names("data/quarantine").count == 3)
    }
}
