import Synchronization
import TestHosts
import TestLoop
import TestWire
import Testing

@Suite("A stop under load", .serialized)
struct DrainTests {
    /// What became of the requests of one client.
    struct Tally: Sendable {
        var answered = 0
        var lost: [String] = []
    }

    final class Load: Sendable {
        let begun = Atomic<Int>(0)
    }

    @Test("No request that was begun is lost", .timeLimit(.minutes(3)))
    func underLoad() async throws {
        let server = try await WireServer.start()
        let key = try await server.key(tier: "operator")
        let port = server.port
        let load = Load()
        let tallies = try await withThrowingTaskGroup(of: Tally.self) { group in
            for client in 0..<8 {
                group.addTask {
                    try await TestThread.run {
                        var tally = Tally()
                        // By the fast path, by the router, and with a body that comes in two parts.
                        let requests: [WireRequest] = [
                            .get("/v1/key/check/45.0.0.\(client)", key: key), .get("/v1/key/status", key: key),
                            .post(
                                "/v1/key/report", key: key,
                                #"{"ip":"45.66.1.\#(client)","category":"brute_force"}"#),
                        ]
                        while let connection = try? WireConnection(port: port) {
                            var isOpen = true
                            // Before its first answer it may still wait to be accepted: the kernel ends those when a
                            // listener closes, and nobody can answer on them.
                            var isAccepted = false
                            while isOpen {
                                for request in requests where isOpen {
                                    let bytes = request.bytes
                                    let half = bytes.count / 2
                                    guard connection.send(Array(bytes[..<half])) else {
                                        isOpen = false
                                        continue
                                    }
                                    load.begun.add(1, ordering: .relaxed)
                                    do {
                                        // The second half may find a connection that ended before the server saw the first.
                                        connection.send(Array(bytes[half...]))
                                        let answer = try connection.answer(to: request.method)
                                        if answer.status != 200 {
                                            tally.lost.append("\(answer.status): \(answer.text)")
                                        }
                                        tally.answered += 1
                                        isAccepted = true
                                        isOpen = answer["Connection"] != "close"
                                    } catch {
                                        if isAccepted { tally.lost.append("\(error)") }
                                        isOpen = false
                                    }
                                }
                            }
                        }
                        return tally
                    }
                }
            }
            try await TestThread.run {
                try LoopWait.until("there is load", seconds: 180, { server.log }) {
                    load.begun.load(ordering: .relaxed) > 400
                }
            }
            #expect(try await server.stop() == 0, "\(server.log.suffix(40_000))")
            return try await group.reduce(into: [Tally]()) { $0.append($1) }
        }
        #expect(tallies.map(\.answered).reduce(0, +) > 300)
        #expect(tallies.flatMap(\.lost).isEmpty)
    }
}
