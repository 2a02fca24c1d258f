import IPNetworks
import NIOHTTP1
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("At the edge of a quota")
    struct QuotaEdgeTests {
        @Test("64 clients at once get exactly what the limit allows", arguments: [false, true])
        func lookups(_ onSQLite: Bool) async throws {
            let folder = try TemporaryFolder()
            let store: any Store = onSQLite ? try SQLiteStore(path: folder.path + "/store.sqlite") : MemoryStore()
            try await TestServer.run(on: store, configure: { $0.tiers[0].lookups = 200 }) { (server) async throws in
                let key = try await server.key()
                let granted = try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<64 {
                        group.addTask {
                            var granted = 0
                            for _ in 0..<5 {
                                let response = try await server.get("/v1/key/check/1.1.1.1", key: key)
                                #expect(response.status == 200 || response.status == 429)
                                if response.status == 200 { granted += 1 }
                            }
                            return granted
                        }
                    }
                    return try await group.reduce(0, +)
                }
                #expect(granted == 200)
                let status = try await server.get("/v1/key/status", key: key)
                #expect(status.text.contains(#""lookups":{"used":200,"limit":200,"remaining":0}"#))
            }
            await store.close()
        }

        @Test("64 clients at once are sent exactly as many addresses as the limit allows")
        func blacklist() async throws {
            try await TestServer.run(configure: { $0.tiers[0].blacklist = 500 }) { (server) async throws in
                let (key, reporter) = (try await server.key(), try await server.key(tier: "tier_1"))
                for number in 1...30 { _ = try await server.report("45.66.1.\(number)", key: reporter) }
                let sent = try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<64 {
                        group.addTask {
                            let response = try await server.get("/v1/key/blacklist?plaintext=true", key: key)
                            #expect(response.status == 200 || response.status == 429)
                            return response.status == 200 ? response.lines.count : 0
                        }
                    }
                    return try await group.reduce(0, +)
                }
                #expect(sent == 500)
            }
        }

        @Test("Leases that were not used up are there again after a restart")
        func restart() async throws {
            let store = MemoryStore()
            let key = try await TestServer.run(on: store) { (server) async throws in
                let key = try await server.key()
                for _ in 0..<3 { _ = try await server.get("/v1/key/check/1.1.1.1", key: key) }
                return key
            }
            let day = ManualClock.start.day
            #expect(try await store.read { try $0.quotaUse(of: 1, day: day) } == [.lookups: 3])
            try await TestServer.run(on: store) { (server) async throws in
                let response = try await server.get("/v1/key/check/1.1.1.1", key: key)
                #expect(response["X-Daily-Used"] == "4")
            }
        }

        @Test("A server that was killed leaves no more than its lease unspent, and grants nothing twice")
        func killed() async throws {
            let store = MemoryStore()
            let ledger = QuotaLedger(store: store, clock: ManualClock())
            let key = QuotaKey(credential: 1, family: .lookups)
            for _ in 0..<100 { _ = try await ledger.spendWaiting(1, of: key, limit: 1000) }
            // Another process, without a word from the first.
            let other = QuotaLedger(store: store, clock: ManualClock())
            var granted = 0
            while (try? await other.spendWaiting(1, of: key, limit: 1000)) != nil { granted += 1 }
            #expect(granted <= 900 && granted >= 900 - 1000 / QuotaCounter.leaseDivisor)
        }
    }
}
