import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Leases of quotas")
struct QuotaLedgerTests {
    static let key = QuotaKey(credential: 7, family: .blacklist)

    /// Three servers on one store, each with its own lease, spend, give back, stop, and are killed, over two days.
    @Test("Whatever happens, no more is granted than the limit", arguments: 0..<40 as Range<UInt64>)
    func property(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let store = MemoryStore()
        let clock = ManualClock()
        let limit = Int.random(in: 1...300, using: &generator)
        var ledgers = (0..<3).map { _ in QuotaLedger(store: store, clock: clock) }
        var wasKilled = false
        for _ in 0..<2 {
            var granted = 0
            for _ in 0..<80 {
                let index = Int.random(in: 0..<3, using: &generator)
                switch Int.random(in: 0..<20, using: &generator) {
                case 0:
                    try await ledgers[index].settleAll()
                case 1:
                    ledgers[index] = QuotaLedger(store: store, clock: clock)
                    wasKilled = true
                case 2...4:
                    let units = Int.random(in: 1...20, using: &generator)
                    if let spent = try? await ledgers[index].spendWaiting(units, of: Self.key, limit: limit) {
                        ledgers[index].giveBack(units, of: Self.key, spent: spent)
                    }
                default:
                    let units = Int.random(in: 1...20, using: &generator)
                    if (try? await ledgers[index].spendWaiting(units, of: Self.key, limit: limit)) != nil {
                        granted += units
                    }
                }
            }
            #expect(granted <= limit)
            for ledger in ledgers { try await ledger.settleAll() }
            let day = clock.now.day
            let leased = try await store.read { try $0.quotaUse(of: 7, day: day)[.blacklist] ?? 0 }
            #expect(wasKilled ? leased >= granted && leased <= limit : leased == granted)
            clock.advance(by: .seconds(86_400))
        }
    }

    @Test("A new day begins with everything, and what yesterday's lease left goes back")
    func midnight() async throws {
        let store = MemoryStore()
        let clock = ManualClock()
        let ledger = QuotaLedger(store: store, clock: clock)
        _ = try await ledger.spendWaiting(10, of: Self.key, limit: 100)
        let yesterday = clock.now.day
        clock.advance(by: .seconds(86_400))
        #expect(try await ledger.spendWaiting(100, of: Self.key, limit: 100).remaining == 0)
        await #expect(throws: QuotaLedger.Exhausted.self) {
            try await ledger.spendWaiting(1, of: Self.key, limit: 100)
        }
        try await ledger.settleOld()
        #expect(try await store.read { try $0.quotaUse(of: 7, day: yesterday) } == [.blacklist: 10])
    }

    @Test("What is given back after midnight does not add to the new day")
    func givenBackAfterMidnight() async throws {
        let store = MemoryStore()
        let clock = ManualClock()
        let ledger = QuotaLedger(store: store, clock: clock)
        let spent = try await ledger.spendWaiting(10, of: Self.key, limit: 100)
        let yesterday = clock.now.day
        clock.advance(by: .seconds(86_400))
        #expect(try await ledger.spendWaiting(100, of: Self.key, limit: 100).used == 100)
        ledger.giveBack(10, of: Self.key, spent: spent)
        await #expect(throws: QuotaLedger.Exhausted.self) {
            try await ledger.spendWaiting(1, of: Self.key, limit: 100)
        }
        try await ledger.settleAll()
        #expect(try await store.read { try $0.quotaUse(of: 7, day: yesterday) } == [.blacklist: 0])
        let today = clock.now.day
        #expect(try await store.read { try $0.quotaUse(of: 7, day: today) } == [.blacklist: 100])
    }

    @Test("A lease is an eighth of what is left, and one unit near the limit", arguments: [1, 7, 100, 1000, 100_000])
    func leaseSizes(_ limit: Int) {
        var counter = QuotaCounter(day: 0, limit: limit)
        var total = 0
        while total < limit {
            guard counter.spend(1, now: 0) == .needsLease else { continue }
            let left = limit - total
            let size = counter.leaseSize(for: 1)
            #expect(size == min(max(1, left / QuotaCounter.leaseDivisor), QuotaCounter.maximumLease))
            #expect(left >= 2 * QuotaCounter.leaseDivisor || size == 1)
            total += size
            counter.learn(granted: size, of: size, total: total, now: 0)
        }
    }

    @Test("An unlimited quota is counted all the same")
    func unlimited() async throws {
        let ledger = QuotaLedger(store: MemoryStore(), clock: ManualClock())
        for _ in 0..<3 { _ = try await ledger.spendWaiting(350_000, of: Self.key, limit: nil) }
        let figures = try await ledger.figures(of: Self.key, limit: nil)
        #expect(figures.used == 1_050_000 && figures.remaining == nil)
    }
}
