import Foundation
import Glibc
import IPNetworks
import NIOHTTP1
import Observability
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("When the store fails")
    struct FailureTests {
        @Test(
            "Reports and events are refused with a sentence, reads go on, and recovery needs no restart",
            arguments: [
                (StoreError.full(path: "/data"), "the server's disk is full; nothing was stored, try again later"),
                (
                    .engine("disk I/O error"),
                    "the server's store cannot be written at the moment; nothing was stored, try again later"
                ),
            ])
        func storeFails(_ failure: StoreError, _ sentence: String) async throws {
            let store = FailingStore(MemoryStore())
            try await TestServer.run(on: store) { (server) async throws in
                let (key, fresh, token) = (
                    try await server.key(), try await server.key(), try await server.sensorToken()
                )
                #expect(try await server.report("45.66.1.1", key: key).status == 200)
                store.failWrites(with: failure)
                for response in [
                    try await server.report("45.66.1.2", key: key),
                    try await server.send(try TestVisit.dropper("45.66.1.3").events, token: token),
                ] {
                    #expect(response.status == 503 && response["Retry-After"] != nil && response.error == sentence)
                }
                #expect(try await server.get("/readyz").status == 503)
                #expect(try await server.get("/healthz").status == 200)
                // Also with keys that have no lease yet.
                for key in [key, fresh] {
                    #expect(try await server.get("/v1/key/check/45.66.1.1", key: key).text.contains(#""found":true"#))
                    let list = try await server.get("/v1/key/blacklist?plaintext=true", key: key)
                    #expect(list.status == 200 && list.text == "45.66.1.1\n")
                }
                store.failWrites(with: nil)
                #expect(try await server.report("45.66.1.2", key: key)["X-Report-Remaining"] == "998")
                #expect(try await server.get("/readyz").status == 200)
                // What was granted meanwhile is not forgotten.
                let status = try await server.get("/v1/key/status", key: fresh)
                #expect(
                    status.text.contains(#""lookups":{"used":1,"#) && status.text.contains(#""blacklist":{"used":1,"#))
            }
            let use = try await store.read { reader in
                try (1...2).map { try reader.quotaUse(of: $0, day: ManualClock.start.day) }
            }
            #expect(use == [[.lookups: 1, .reports: 2, .blacklist: 1], [.lookups: 1, .blacklist: 1]])
        }

        @Test("What the store cannot hold is refused alone: whatever came with it is stored, once")
        func poison() async throws {
            let refused = IPAddress(v4: 0x2d42_0103)
            let store = PickyStore(store: MemoryStore(), refused: refused)
            try await TestServer.run(on: store) { (server) async throws in
                let key = try await server.key()
                let statuses = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
                    for number in 0..<30 {
                        group.addTask { (number, try await server.report("45.66.1.\(number)", key: key).status) }
                    }
                    return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
                }
                for number in 0..<30 {
                    #expect(statuses[number] == (number == 3 ? 500 : 200))
                    let address = IPAddress(v4: 0x2d42_0100 + UInt32(number))
                    let stored = try await server.store.read { try $0.reports(about: address, limit: 5).count }
                    #expect(stored == (number == 3 ? 0 : 1))
                }
                let status = try await server.get("/v1/key/status", key: key)
                #expect(status.text.contains(#""reports":{"used":29,"#))
            }
        }

        @Test("After a failure requests are asked for again: they show whether it is over")
        func readyAgain() async throws {
            let store = FailingStore(MemoryStore())
            try await TestServer.run(on: store) { (server) async throws in
                let key = try await server.key()
                store.failWrites(with: .full(path: "/data"))
                #expect(try await server.report("45.66.1.1", key: key).status == 503)
                #expect(try await server.get("/readyz").status == 503)
                server.clock.advance(by: Upkeep.retryInterval)
                while try await server.get("/readyz").status == 503 { await Task.yield() }
                #expect(try await server.get("/readyz").json()["status"] as? String == "degraded")
                #expect(try await server.report("45.66.1.1", key: key).status == 503)
                #expect(try await server.get("/readyz").status == 503)
                store.failWrites(with: nil)
                #expect(try await server.report("45.66.1.1", key: key).status == 200)
                #expect(server.health.check("ingest").state.status == .ok)
            }
        }

        @Test("A store that cannot even be read makes the server not ready, and memory still answers")
        func storeAway() async throws {
            let store = FailingStore(MemoryStore())
            try await TestServer.run(on: store) { (server) async throws in
                let (key, fresh) = (try await server.key(), try await server.key())
                _ = try await server.get("/v1/key/check/1.1.1.1", key: key)
                store.failReads(with: .engine("gone"))
                store.failWrites(with: .engine("gone"))
                while try await server.get("/readyz").status == 200 { await Task.yield() }
                #expect(try await server.get("/v1/key/check/1.1.1.1", key: key).status == 200)
                // A key of which nothing is known cannot be metered.
                let unknown = try await server.get("/v1/key/check/1.1.1.1", key: fresh)
                #expect(unknown.status == 503 && unknown["Retry-After"] == "5")
                store.failReads(with: nil)
                store.failWrites(with: nil)
                while try await server.get("/readyz").status != 200 { await Task.yield() }
                #expect(try await server.get("/v1/key/check/1.1.1.1", key: fresh).status == 200)
            }
        }
    }

    /// A file system of 3 MiB of the test's own, under a whole server.
    @Suite("A full disk under the server", .tags(.namespaces), .enabled(if: getuid() == 0))
    struct ServerFullDiskTests {
        @Test("Nothing acknowledged is lost, and reports are taken again when there is room")
        func fullDisk() async throws {
            let folder = try TemporaryFolder()
            try #require(mount("tmpfs", folder.path, "tmpfs", 0, "size=3m") == 0)
            defer { umount2(folder.path, Int32(MNT_DETACH)) }
            let filler = folder.path + "/filler"
            try Data(count: 1 << 20).write(to: URL(fileURLWithPath: filler))
            let store = try SQLiteStore(path: folder.path + "/store.sqlite")
            let acknowledged = try await TestServer.run(on: store, configure: { $0.tiers[0].reports = nil }) {
                (server) async throws in
                let key = try await server.key()
                let comment = String(repeating: "x", count: 1000)
                func report(_ number: Int) async throws -> TestResponse {
                    try await server.post(
                        "/v1/key/report", key: key,
                        json: #"{"ip":"45.66.\#(number >> 8).\#(number & 255)","category":1,"comment":"\#(comment)"}"#)
                }
                var number = 0
                var response = try await report(0)
                while response.status == 200, number < 20_000 {
                    number += 1
                    response = try await report(number)
                }
                #expect(response.status == 503 && response.error.contains("disk is full"))
                #expect(try await server.get("/v1/key/check/45.66.0.0", key: key).status == 200)
                try FileManager.default.removeItem(atPath: filler)
                #expect(try await report(number).status == 200)
                return number + 1
            }
            await store.close()
            let again = try SQLiteStore(path: folder.path + "/store.sqlite")
            for number in 0..<acknowledged {
                let address = IPAddress(v4: 0x2d42_0000 + UInt32(number))
                #expect(try await again.read { try $0.reports(about: address, limit: 2) }.count == 1)
            }
            await again.close()
        }
    }
}
