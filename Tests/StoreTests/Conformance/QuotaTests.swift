import Store
import Testing
import ThreatModel

@Suite("Quota leases")
struct QuotaTests {
    @Test("A lease is cut to what the limit leaves", arguments: Engine.allCases)
    func cutToLimit(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            func lease(_ wanted: Int, limit: Int?, family: QuotaFamily = .lookups, day: Int64 = 10) async throws -> Int
            {
                try await store.write {
                    try $0.leaseQuota(of: 1, family: family, day: day, wanted: wanted, limit: limit)
                }
            }
            #expect(try await lease(60, limit: 100) == 60)
            #expect(try await lease(60, limit: 100) == 40)
            #expect(try await lease(60, limit: 100) == 0)
            // A tier that was lowered during the day grants nothing and takes nothing back.
            #expect(try await lease(60, limit: 50) == 0)
            #expect(try await lease(0, limit: 1000) == 0)
            #expect(try await lease(60, limit: 100, family: .reports) == 60)
            #expect(try await lease(60, limit: 100, day: 11) == 60)
            #expect(try await lease(1_000_000, limit: nil) == 1_000_000)
            #expect(
                try await store.read { try $0.quotaUse(of: 1, day: 10) } == [.lookups: 1_000_100, .reports: 60])
            #expect(try await store.read { try $0.quotaUse(of: 2, day: 10) }.isEmpty)
        }
    }

    @Test("Returned units can be leased again, and no more than those", arguments: Engine.allCases)
    func returning(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            try await store.write { (transaction) throws in
                _ = try transaction.leaseQuota(of: 1, family: .taxii, day: 1, wanted: 10, limit: 10)
                try transaction.returnQuota(of: 1, family: .taxii, day: 1, units: 4)
                #expect(try transaction.leaseQuota(of: 1, family: .taxii, day: 1, wanted: 10, limit: 10) == 4)
                try transaction.returnQuota(of: 1, family: .taxii, day: 1, units: 99)
                #expect(try transaction.leaseQuota(of: 1, family: .taxii, day: 1, wanted: 99, limit: 10) == 10)
            }
        }
    }

    @Test("64 writers at once never lease more than the limit, and all of it", arguments: Engine.allCases)
    func concurrent(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let granted = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        var sum = 0
                        for _ in 0..<4 {
                            sum += try await store.write {
                                try $0.leaseQuota(of: 1, family: .blacklist, day: 1, wanted: 7, limit: 1000)
                            }
                        }
                        return sum
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(granted == 1000)
            #expect(try await store.read { try $0.quotaUse(of: 1, day: 1) } == [.blacklist: 1000])
        }
    }
}
