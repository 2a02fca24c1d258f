import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import Observability
import Store
import Synchronization
import TestServers
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("Files of visitors, as sensors bring them")
    struct BlobTests {
        /// Everything below a folder, with its mode; drafts included.
        static func files(in folder: String) -> [String: Int] {
            let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            return Dictionary(
                uniqueKeysWithValues: names.map { name in
                    let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)
                    return (name, attributes?[.posixPermissions] as? Int ?? 0)
                })
        }

        /// A server with a folder that the test sees.
        static func run(
            _ folder: String, clock: ManualClock = ManualClock(), on store: (any Store)? = nil,
            configure: @escaping (inout BlobLimits) -> Void = { _ in },
            _ body: @Sendable @escaping (TestServer) async throws -> Void
        ) async throws {
            try await TestServer.run(
                on: store, clock: clock,
                configure: {
                    $0.dataFolder = folder
                    configure(&$0.blobs)
                }, body)
        }

        @Test("A file is stored once, for nobody else, and known afterwards")
        func stored() async throws {
            let folder = try TemporaryFolder()
            try await Self.run(folder.path) { [path = folder.path] server in
                let (first, second) = (try await server.sensorToken(), try await server.sensorToken())
                let blob = TestBlob(number: 1, size: 300_000)
                #expect(try await server.get(blob.path, key: first).status == 404)
                let stored = try await server.put(blob, token: first)
                #expect(stored.status == 201)
                #expect(stored.text == "{\"sha256\":\"\(blob.name)\",\"bytes\":300000}\n")
                let before = try FileManager.default.attributesOfItem(atPath: path + "/blobs/1/" + blob.name)
                for token in [first, second] {
                    let again = try await server.put(blob, token: token)
                    #expect(again.status == 200 && again.text == stored.text)
                    #expect(try await server.get(blob.path, key: token).text == stored.text)
                    let head = try await server.head(blob.path, key: token)
                    #expect(head.status == 200 && head["Content-Length"] == "\(stored.body.count)")
                }
                let after = try FileManager.default.attributesOfItem(atPath: path + "/blobs/1/" + blob.name)
                #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
                #expect(after[.posixPermissions] as? Int == 0o400)
                #expect(Self.files(in: path + "/blobs") == ["incoming": 0o700, "1": 0o700, "1/\(blob.name)": 0o400])
                #expect(server.metrics.exposition().contains("api_blobs_total{result=\"stored\"} 1\n"))
                #expect(server.metrics.exposition().contains("api_blobs_total{result=\"known\"} 2\n"))
                #expect(server.metrics.exposition().contains("api_blob_bytes 300000\n"))
            }
        }

        @Test("What is something else, too large, or no such name is refused and leaves nothing")
        func refused() async throws {
            let folder = try TemporaryFolder()
            try await Self.run(folder.path) { [path = folder.path] server in
                let token = try await server.sensorToken()
                let (blob, other) = (TestBlob("echo hello\n"), TestBlob("rm -rf /\n"))
                let wrong = try await server.put(blob, as: other.name, token: token)
                #expect(wrong.status == 400)
                #expect(wrong.error.contains("its SHA-256 is \(blob.name), expected \(other.name)"))
                let large = TestBlob([UInt8](repeating: 7, count: 32 << 20 | 1))
                #expect(try await server.put(large, token: token).status == 413)
                // Of which it is not said beforehand how much comes, and which unfolds to more than it is.
                let bomb = TestGzip.pack([UInt8](repeating: 0, count: 1 << 20), times: 64)
                let unfolded = try await server.put(
                    blob, token: token, headers: [("Content-Encoding", "gzip")], body: bomb)
                #expect(unfolded.status == 413)
                for name in ["x", blob.name.uppercased(), blob.name + "0", String(repeating: "g", count: 64)] {
                    let answer = try await server.put(blob, as: name, token: token)
                    #expect(answer.status == 400 && answer.error.contains("64 digits"), "\(name)")
                }
                #expect(try await server.put(blob, as: "..%2f..%2fx", token: token).status == 400)
                let text = try await server.send(
                    .PUT, blob.path, key: token, headers: [("Content-Type", "text/plain")], body: blob.bytes)
                #expect(text.status == 415)
                #expect(Self.files(in: path + "/blobs").keys.sorted() == ["incoming"])
                // A known name takes no other bytes either.
                #expect(try await server.put(blob, token: token).status == 201)
                #expect(try await server.put(other, as: blob.name, token: token).status == 400)
                #expect(try await server.get("/v1/sensor/blobs/\(blob.name)", key: token).status == 200)
            }
        }

        @Test("Nobody but a sensor brings files")
        func strangers() async throws {
            try await TestServer.run { (server) async throws in
                let blob = TestBlob("x")
                let keys = [nil, "st_" + String(repeating: "a", count: 40), try await server.key(tier: "operator")]
                for key in keys + [try await server.administratorKey()] {
                    for response in [
                        try await server.put(blob, token: key), try await server.get(blob.path, key: key),
                    ] {
                        #expect(response.status == 401 && response.error.contains("st_…"))
                    }
                }
                let token = try await server.administration.createSensorToken(name: "gone")
                try await server.administration.disableCredential(token.credential.id)
                try await server.refreshIdentities()
                #expect(try await server.put(blob, token: token.secret.text).status == 403)
            }
        }

        @Test("Compressed, in chunks, and of the largest size")
        func forms() async throws {
            try await TestServer.run { (server) async throws in
                let token = try await server.sensorToken()
                let text = TestBlob(String(repeating: "all work and no play\n", count: 100_000))
                let packed = try await server.put(
                    text, token: token, headers: [("Content-Encoding", "gzip")],
                    body: TestGzip.pack(text.bytes))
                #expect(packed.status == 201, "\(packed.text)")
                let largest = TestBlob([UInt8](repeating: 7, count: 32 << 20))
                #expect(try await server.put(largest, token: token).status == 201)
                #expect(try await server.put(TestBlob(""), token: token).status == 201)
                let key = try await server.administratorKey()
                #expect(try await server.get("/v1/admin/blobs/\(text.name)", key: key).body == text.bytes)
                #expect(try await server.get("/v1/admin/blobs/\(largest.name)", key: key).body == largest.bytes)
            }
        }

        @Test("The oldest of who takes most is given up; restarts forget nothing")
        func room() async throws {
            let folder = try TemporaryFolder()
            let (clock, store) = (ManualClock(), MemoryStore())
            let names = Mutex<[String]>([])
            try await Self.run(folder.path, clock: clock, on: store, configure: { $0.megabytes = 4 }) { server in
                let (honest, flooding) = (try await server.sensorToken(), try await server.sensorToken())
                let key = try await server.administratorKey()
                let kept = TestBlob(number: 0, size: 1000)
                #expect(try await server.put(kept, token: honest).status == 201)
                var sent: [TestBlob] = []
                for number in 1...10 {
                    clock.advance(by: .seconds(1))
                    sent.append(TestBlob(number: number, size: 1 << 20))
                    #expect(try await server.put(sent[number - 1], token: flooding).status == 201)
                }
                let listed = try await server.listedBlobs(key: key).names
                #expect(listed == sent.suffix(3).reversed().map(\.name) + [kept.name])
                names.withLock { $0 = listed }
                #expect(server.metrics.exposition().contains("api_blobs_total{result=\"given_up\"} 7\n"))
            }
            try await Self.run(folder.path, clock: clock, on: store, configure: { $0.megabytes = 2 }) { server in
                let (token, key) = (try await server.sensorToken(), try await server.administratorKey())
                #expect(try await server.listedBlobs(key: key).names == names.withLock { $0 })
                clock.advance(by: .seconds(1))
                let new = TestBlob(number: 99, size: 1000)
                #expect(try await server.put(new, token: token).status == 201)
                // With less room than before, the next file makes it.
                #expect(try await server.listedBlobs(key: key).names.count == 3)
                #expect(try await server.listedBlobs(key: key).names.first == new.name)
            }
            try await Self.run(folder.path, clock: clock, on: store, configure: { $0.megabytes = 0 }) { server in
                let answer = try await server.put(TestBlob("x"), token: try await server.sensorToken())
                #expect(answer.status == 507 && answer.error.contains("keeps no files"))
            }
        }

        @Test("A nearly full disk and a token that sends too much are told so")
        func limits() async throws {
            try await TestServer.run(configure: { $0.blobs.spareBytes = .max / 2 }) { (server) async throws in
                let token = try await server.sensorToken()
                let answer = try await server.put(TestBlob("x"), token: token)
                #expect(answer.status == 507 && answer.error.contains("nearly full"))
            }
            try await TestServer.run(configure: { $0.blobs.hourlyBytesPerSensor = 1000 }) { (server) async throws in
                let token = try await server.sensorToken()
                #expect(try await server.put(TestBlob(number: 1, size: 900), token: token).status == 201)
                let answer = try await server.put(TestBlob(number: 2, size: 900), token: token)
                #expect(answer.status == 429 && answer["Retry-After"] != nil)
                #expect(try await server.put(TestBlob("x"), token: try await server.sensorToken()).status == 201)
                server.clock.advance(by: .seconds(3600))
                #expect(try await server.put(TestBlob(number: 2, size: 900), token: token).status == 201)
            }
        }

        @Test("Many sensors bring the same file at once: it is stored once")
        func race() async throws {
            let folder = try TemporaryFolder()
            try await Self.run(folder.path, configure: { $0.uploads = 100 }) { [path = folder.path] server in
                let blob = TestBlob(number: 5, size: 2 << 20)
                var tokens: [String] = []
                for _ in 0..<8 { tokens.append(try await server.sensorToken()) }
                let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                    for token in tokens { group.addTask { try await server.put(blob, token: token).status } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(statuses.sorted() == [200, 200, 200, 200, 200, 200, 200, 201])
                #expect(Self.files(in: path + "/blobs").keys.filter { $0.hasSuffix(blob.name) }.count == 1)
                #expect(Self.files(in: path + "/blobs").keys.filter { $0.hasPrefix("incoming/") }.isEmpty)
            }
        }

        @Test("A sender that goes away in the middle leaves nothing")
        func cut() async throws {
            let folder = try TemporaryFolder()
            try await Self.run(folder.path) { [path = folder.path] server in
                let token = try await server.sensorToken()
                let blob = TestBlob(number: 3, size: 200_000)
                let head =
                    "PUT \(blob.path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n"
                    + "Content-Length: \(blob.bytes.count)\r\n\r\n"
                try await RawConnection.with(port: server.port) { _, outbound in
                    try await outbound.write(ByteBuffer(bytes: Array(head.utf8) + blob.bytes.prefix(100_000)))
                    while Self.files(in: path + "/blobs").count < 2 { await Task.yield() }
                }
                while Self.files(in: path + "/blobs").count > 1 { await Task.yield() }
                #expect(try await server.get(blob.path, key: token).status == 404)
                #expect(try await server.put(blob, token: token).status == 201)
            }
        }

        /// A child process takes files in and kills itself while others are on their way.
        @Test("kill -9 leaves whole files only, and all that were acknowledged")
        func killed() async throws {
            let folder = try TemporaryFolder()
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in
                try await BlobTests.serveUntilKilled(path)
            }
            let acknowledged = try String(contentsOfFile: folder.path + "/acknowledged", encoding: .utf8)
                .split(separator: "\n").map { String($0) }
            #expect(acknowledged.count >= 20)
            try await Self.run(folder.path) { server in
                let key = try await server.administratorKey()
                let listed = try await server.listedBlobs(key: key).names
                #expect(Set(acknowledged).isSubset(of: listed))
                for name in listed {
                    let bytes = try await server.get("/v1/admin/blobs/\(name)", key: key).body
                    #expect(TestBlob(bytes).name == name)
                }
                #expect(!Self.files(in: folder.path + "/blobs").keys.contains { $0.hasPrefix("incoming/") })
            }
        }

        static func serveUntilKilled(_ folder: String) async throws {
            let file = open(folder + "/acknowledged", O_WRONLY | O_CREAT | O_APPEND, 0o600)
            let count = CrashTests.Counter()
            try await run(folder, configure: { ($0.uploads, $0.uploadsPerSensor) = (100, 100) }) { server in
                let token = try await server.sensorToken()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for sender in 0..<6 {
                        group.addTask {
                            for round in 0..<100 {
                                let blob = TestBlob(number: sender * 1000 + round, size: 150_000)
                                guard try await server.put(blob, token: token).status == 201 else { continue }
                                let line = blob.name + "\n"
                                _ = line.withCString { Glibc.write(file, $0, strlen($0)) }
                                if count.next() >= 20 { kill(getpid(), SIGKILL) }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
    }
}
