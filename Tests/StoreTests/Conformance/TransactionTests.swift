import Store
import Testing
import ThreatModel

@Suite("Transactions")
struct TransactionTests {
    struct Refused: Error, Equatable {}

    @Test("What a failed transaction wrote never happened", arguments: Engine.allCases)
    func allOrNothing(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            await #expect(throws: Refused()) {
                try await store.write { (transaction) throws in
                    _ = try transaction.createAccount(name: "a", trusted: true, at: Sample.start)
                    _ = try transaction.number(ofWord: "word")
                    _ = try transaction.insertEvents([Sample.event(1)], sensor: 1)
                    try transaction.saveSession(Sample.session(1))
                    try transaction.insertReport(Sample.report(1))
                    try transaction.saveAddress(Sample.stored(Sample.address(1)))
                    _ = try transaction.leaseQuota(of: 1, family: .lookups, day: 1, wanted: 5, limit: nil)
                    _ = try transaction.appendChange(of: Sample.address(1), from: nil, to: nil, at: Sample.start)
                    throw Refused()
                }
            }
            try await store.read { (reader) throws in
                #expect(try reader.accounts().isEmpty)
                #expect(try reader.words().isEmpty)
                #expect(try reader.events(inSession: Sample.event(1).session).isEmpty)
                #expect(try reader.session(Sample.session(1).id) == nil)
                #expect(try reader.reports(about: Sample.address(0), limit: 9).isEmpty)
                #expect(try reader.addressCount() == 0)
                #expect(try reader.quotaUse(of: 1, day: 1).isEmpty)
                #expect(try reader.lastSequence() == 0)
            }
        }
    }

    @Test("A transaction sees its own writes", arguments: Engine.allCases)
    func readsOwnWrites(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            try await store.write { (transaction) throws in
                try transaction.saveAddress(Sample.stored(Sample.address(1), 8))
                #expect(try transaction.address(Sample.address(1)) == Sample.stored(Sample.address(1), 8))
            }
        }
    }

    @Test("A reader stands on one state while writers go on", arguments: Engine.allCases)
    func isolation(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let (reached, reader) = AsyncStream.makeStream(of: Void.self)
            let gate = Gate()
            async let counts = store.read { state in
                let before = try state.addressCount()
                reader.finish()
                gate.wait()
                return (before, try state.addressCount())
            }
            for await _ in reached {}
            try await store.write { try $0.saveAddress(Sample.stored(Sample.address(1))) }
            gate.open()
            #expect(try await counts == (0, 0))
            #expect(try await store.read { try $0.addressCount() } == 1)
        }
    }

    @Test("Concurrent writers take turns: the feed has no gap and no repetition", arguments: Engine.allCases)
    func serialised(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            try await withThrowingTaskGroup(of: [UInt64].self) { group in
                for writer in 0..<64 {
                    group.addTask {
                        try await store.write { (transaction) throws in
                            try (0..<5).map { number in
                                try transaction.appendChange(
                                    of: Sample.address(writer), from: nil, to: Sample.facts(number), at: Sample.start)
                            }
                        }
                    }
                }
                var seen: [UInt64] = []
                for try await numbers in group {
                    // One transaction's changes stand together.
                    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 })
                    seen += numbers
                }
                #expect(seen.sorted() == Array(1...320))
            }
            let changes = try await store.read { try $0.changes(after: 0, limit: 1000) }
            #expect(changes.map(\.sequence) == Array(1...320))
        }
    }

    @Test("A closed store says so", arguments: Engine.allCases)
    func closed(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            await store.close()
            await store.close()
            await #expect(throws: StoreError.closed) { try await store.write { _ in } }
            await #expect(throws: StoreError.closed) { try await store.read { _ in } }
            await #expect(throws: StoreError.closed) { try await store.identityVersion() }
        }
    }
}
