import Foundation
import Glibc
import IPNetworks
import Store
import Synchronization
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("kill -9")
    struct CrashTests {
        /// A child process serves reports to itself from many clients, notes every answer in a file, and kills itself after a
        /// number of them, while others are under way.
        @Test("No acknowledged report or event is lost", arguments: [20, 150])
        func killed(_ answers: Int) async throws {
            let folder = try TemporaryFolder()
            let path = folder.path
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, answers = answers as Int] in
                try await CrashTests.serveUntilKilled(path, after: answers)
            }
            let noted = try String(contentsOfFile: path + "/acknowledged", encoding: .utf8)
                .split(separator: "\n").compactMap { Int($0) }
            #expect(noted.count >= answers)

            let store = try SQLiteStore(path: path + "/store.sqlite")
            try await TestServer.run(on: store) { (server) async throws in
                let key = try await server.key(tier: "tier_4")
                for number in noted {
                    let address = CrashTests.address(number)
                    let response = try await server.get("/v1/key/check/\(address)", key: key)
                    #expect(response.text.contains(#""found":true"#), "\(address)")
                }
                // The list, the feed and the store tell the same story.
                let list = try await server.get("/v1/key/blacklist?plaintext=true&scoreMinimum=1", key: key)
                var client = StreamClient()
                try await server.stream("?scoreMinimum=1", key: key) { event in
                    try client.apply(event)
                    return event.name != "ready"
                }
                #expect(Set(list.lines.compactMap { IPAddress(String($0)) }) == client.listed)
                #expect(try await server.store.read { try $0.addressCount() } >= noted.count)
            }
            await store.close()
        }

        static func address(_ number: Int) -> String { "45.67.\(number >> 8 & 255).\(number & 255)" }

        static func serveUntilKilled(_ folder: String, after answers: Int) async throws {
            let store = try SQLiteStore(path: folder + "/store.sqlite")
            let file = open(folder + "/acknowledged", O_WRONLY | O_CREAT | O_APPEND, 0o600)
            let counter = Counter()
            try await TestServer.run(on: store) { (server) async throws in
                let (key, token) = (try await server.key(tier: "tier_4"), try await server.sensorToken())
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for client in 0..<16 {
                        group.addTask {
                            for round in 0..<200 {
                                let number = round * 16 + client
                                let response =
                                    client.isMultiple(of: 4)
                                    ? try await server.send(
                                        try TestVisit.dropper(address(number), number: number).events, token: token)
                                    : try await server.report(address(number), key: key)
                                guard response.status == 200 else { continue }
                                let line = "\(number)\n"
                                _ = line.withCString { Glibc.write(file, $0, strlen($0)) }
                                if counter.next() >= answers { kill(getpid(), SIGKILL) }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }

        final class Counter: Sendable {
            private let value = Atomic(0)

            func next() -> Int { value.add(1, ordering: .relaxed).newValue }
        }
    }
}
