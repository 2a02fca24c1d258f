import Store
import Testing
import ThreatModel

@Suite("Change feed and retention")
struct FeedTests {
    @Test("Changes come back in order, by pages", arguments: Engine.allCases)
    func paging(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            #expect(try await store.read { try ($0.lastSequence(), $0.oldestResumableSequence()) } == (0, 0))
            try await store.write { (transaction) throws in
                for number in 0..<10 {
                    let sequence = try transaction.appendChange(
                        of: Sample.address(number), from: number == 0 ? nil : Sample.facts(number),
                        to: number == 9 ? nil : Sample.facts(100 - number), at: Sample.start)
                    #expect(sequence == UInt64(number) + 1)
                }
            }
            let page = try await store.read { try $0.changes(after: 7, limit: 2) }
            #expect(page.map(\.sequence) == [8, 9])
            #expect(page[0].address == Sample.address(7) && page[0].old == Sample.facts(7))
            #expect(page[0].new == Sample.facts(93) && page[0].at == Sample.start)
            let (first, last) = try await store.read { (reader) throws in
                (try reader.changes(after: 0, limit: 1), try reader.changes(after: 9, limit: 9))
            }
            #expect(first.map(\.old) == [nil] && last.map(\.new) == [nil])
            #expect(try await store.read { try $0.changes(after: .max, limit: 9) }.isEmpty)
        }
    }

    @Test("Pruning the feed moves the oldest cursor and never reuses a number", arguments: Engine.allCases)
    func pruning(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            func append() async throws -> UInt64 {
                try await store.write {
                    try $0.appendChange(of: Sample.address(1), from: nil, to: Sample.facts(1), at: Sample.start)
                }
            }
            for _ in 0..<10 { _ = try await append() }
            let steps = try await store.write { transaction in
                try (0..<3).map { _ in try transaction.pruneChanges(keeping: 3, limit: 4) }
            }
            #expect(steps == [4, 3, 0])
            #expect(try await store.read { try $0.oldestResumableSequence() } == 7)
            #expect(try await store.read { try $0.changes(after: 7, limit: 9) }.map(\.sequence) == [8, 9, 10])
            #expect(try await store.write { try $0.pruneChanges(keeping: 0, limit: .max) } == 3)
            #expect(try await store.read { try ($0.lastSequence(), $0.oldestResumableSequence()) } == (10, 10))
            #expect(try await append() == 11)
            #expect(try await store.read { try $0.oldestResumableSequence() } == 10)
        }
    }

    @Test("An epoch is never zero and belongs to one store", arguments: Engine.allCases)
    func epoch(_ engine: Engine) async throws {
        var epochs: Set<UInt32> = []
        for _ in 0..<4 {
            try await engine.withStore { (store) async throws in
                epochs.insert(try await store.read { try $0.feedEpoch() })
            }
        }
        #expect(epochs.count == 4 && !epochs.contains(0))
    }

    @Test("Retention takes what is old in steps, and only that", arguments: Engine.allCases)
    func retention(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let day = Sample.start.day
            try await store.write { (transaction) throws in
                _ = try transaction.insertEvents((0..<10).map { Sample.event($0) }, sensor: 1)
                for number in 0..<10 {
                    try transaction.insertReport(Sample.report(number))
                    try transaction.saveSession(
                        Sample.session(number, lastEventAt: Sample.start.advanced(by: .seconds(number))))
                }
                for use in [day - 1, day] {
                    _ = try transaction.leaseQuota(of: 1, family: .lookups, day: use, wanted: 1, limit: nil)
                }
                try transaction.saveAddress(Sample.stored(Sample.address(0)))
            }
            // Four events, four reports, four sessions and one day's quota are older.
            let cutoff = Sample.start.advanced(by: .seconds(4))
            var steps: [Int] = []
            repeat {
                steps.append(try await store.write { try $0.pruneRaw(before: cutoff, limit: 5) })
            } while steps.last == 5
            #expect(steps == [5, 5, 3])
            try await store.read { (reader) throws in
                #expect(try reader.events(inSession: Sample.event(0).session).map(\.seq) == [4, 5, 6, 7, 8, 9])
                #expect(try reader.reports(about: Sample.address(0), limit: 99).count == 6)
                #expect(try reader.session(Sample.session(3).id) == nil)
                #expect(try reader.session(Sample.session(4).id) != nil)
                #expect(try reader.quotaUse(of: 1, day: day - 1).isEmpty)
                #expect(try !reader.quotaUse(of: 1, day: day).isEmpty)
                #expect(try reader.addressCount() == 1)
            }
            // A pruned event that is sent again is new: the store has forgotten it.
            #expect(try await store.write { try $0.insertEvents([Sample.event(0)], sensor: 1) } == [true])
        }
    }
}
