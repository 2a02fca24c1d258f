import IPNetworks
import Observability
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Deleting what is old")
struct RetentionTests {
    static func report(_ number: Int, at time: Timestamp) -> StoredReport {
        StoredReport(
            report: Report(
                address: IPAddress(v4: 0x2d42_0000 + UInt32(number)), category: .bruteForce, protocolName: nil,
                comment: nil, kind: .observed), at: time, account: 1, credential: 1, isTest: false)
    }

    static func retention(_ store: any Store, _ metrics: ThreatAPIMetrics) -> Retention {
        Retention(
            store: store, metrics: metrics, health: HealthRegistry().check("retention"), logger: TestServer.logger)
    }

    @Test("Many rows go in many steps, between which others write; what is young stays", .timeLimit(.minutes(2)))
    func steps() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.path + "/store.sqlite")
        let now = ManualClock.start
        let old = now.advanced(by: .seconds(-40 * 86_400))
        try await store.write { transaction in
            for number in 0..<6000 {
                try transaction.insertReport(Self.report(number, at: number.isMultiple(of: 3) ? now : old))
            }
            for (number, hours) in [1, 47, 49, 500].enumerated() {
                try transaction.saveAddressDetection(
                    [7], of: IPAddress(v4: UInt32(number)), at: now.advanced(by: .seconds(-hours * 3600)))
            }
            for number in 0..<3000 as Range<UInt32> {
                _ = try transaction.appendChange(of: IPAddress(v4: number), from: nil, to: nil, at: old)
            }
        }
        let metrics = ThreatAPIMetrics(registry: MetricsRegistry())
        let cutoff = now.advanced(by: .seconds(-30 * 86_400))
        let rows = try await Self.retention(store, metrics).prune(before: cutoff, keepingChanges: 100, at: now)
        #expect(rows == 4000 + 2900 + 2)
        #expect(metrics.pruned.value == 6902)
        // No step is longer than the longest portion, so there were some.
        #expect(
            metrics.registry.exposition().firstMatch(of: /retention_step_duration_seconds_count (\d+)/).map {
                Int($0.1) ?? 0
            } ?? 0 >= 4)
        let left = try await store.read { reader in
            try (0..<6000).filter { number in
                !(try reader.reports(about: IPAddress(v4: 0x2d42_0000 + UInt32(number)), limit: 1).isEmpty)
            }
        }
        #expect(left == (0..<6000).filter { $0.isMultiple(of: 3) })
        // What detection remembers of addresses is kept for two days.
        let remembered = try await store.read { reader in
            try (0..<4 as Range<UInt32>).filter { try reader.addressDetection(of: IPAddress(v4: $0)) != nil }
        }
        #expect(remembered == [0, 1])
        #expect(try await store.read { try $0.changes(after: 0, limit: 10_000).count } == 100)
        #expect(try await Self.retention(store, metrics).prune(before: cutoff, keepingChanges: 100, at: now) == 0)
        await store.close()
    }

    @Test("A store that cannot be written makes it late, and health says so")
    func failing() async throws {
        let store = MemoryStore()
        await store.close()
        let health = HealthRegistry().check("retention")
        let retention = Retention(
            store: store, metrics: ThreatAPIMetrics(registry: MetricsRegistry()), health: health,
            logger: TestServer.logger)
        await #expect(throws: StoreError.closed) {
            try await retention.prune(before: ManualClock.start, keepingChanges: 1, at: ManualClock.start)
        }
        #expect(health.state.status == .degraded)
    }
}
