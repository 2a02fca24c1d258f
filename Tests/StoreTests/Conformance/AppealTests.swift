import IPNetworks
import Store
import Testing
import ThreatModel

@Suite("Appeals")
struct AppealTests {
    private static func time(_ seconds: Int) -> Timestamp { Sample.start.advanced(by: .seconds(seconds)) }

    private static func appeal(_ number: Int, about address: Int = 0, from network: String? = nil) -> StoredAppeal {
        StoredAppeal(
            id: [UInt8](repeating: UInt8(number), count: 16), token: [UInt8](repeating: 255, count: 16),
            address: Sample.address(address), requester: network.flatMap { IPPrefix($0) },
            reason: "reason\u{0} \(number) é", contact: number.isMultiple(of: 2) ? "a@b.example" : nil,
            createdAt: time(number), endsAt: time(100 + number), dueAt: time(50 - number))
    }

    @Test("What is kept of an appeal is all of it, and its progress changes", arguments: Engine.allCases)
    func progress(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let made = try await store.write { (transaction) throws in
                try (1...3).map {
                    try transaction.createAppeal(Self.appeal($0, about: $0 / 3, from: "198.51.100.0/24"))
                }
            }
            #expect(made.map(\.number) == [1, 2, 3])
            var second = made[1]
            (second.state, second.proof, second.provenAt, second.attempts) = (.proven, .dns, Self.time(7), 4)
            (second.lastAttemptAt, second.endsAt, second.decidedBy, second.dueAt) = (
                Self.time(6), Self.time(9), "ann", nil
            )
            let changed = second
            try await store.write { try $0.saveAppeal(changed) }
            try await store.read { (reader) throws in
                #expect(try reader.appeal(1) == made[0] && reader.appeal(2) == changed && reader.appeal(4) == nil)
                #expect(try reader.appeal(id: made[2].id) == made[2] && reader.appeal(id: [1]) == nil)
                #expect(try reader.appeals(about: Sample.address(0)) == [made[0], changed])
                #expect(try reader.appeals(in: .open, limit: 9).map(\.number) == [3, 1])
                #expect(try reader.appeals(in: .open, limit: 1).map(\.number) == [3])
                #expect(try reader.appeals(in: .proven, limit: 9) == [changed])
                let network = try #require(IPPrefix("198.51.100.0/24"))
                #expect(try reader.openAppeals(from: network).map(\.number) == [1, 3])
                #expect(try reader.openAppeals(from: try #require(IPPrefix("198.51.100.0/25"))) == [])
                #expect(try reader.oldestOpenAppeal(beyond: 1) == 1 && reader.oldestOpenAppeal(beyond: 2) == nil)
            }
            try await store.write { try $0.removeAppeal(1) }
            #expect(try await store.read { try $0.oldestOpenAppeal(beyond: 0) } == 3)
            // Numbers are never given again.
            try await store.write { try $0.removeAppeal(3) }
            #expect(try await store.write { try $0.createAppeal(Self.appeal(9)).number } == 4)
        }
    }

    @Test("The most urgent are due first", arguments: Engine.allCases)
    func due(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            try await store.write { (transaction) throws in
                for number in 1...6 {
                    var appeal = try transaction.createAppeal(Self.appeal(number))
                    if number.isMultiple(of: 2) { appeal.state = .granted }
                    if number == 6 { appeal.dueAt = nil }
                    try transaction.saveAppeal(appeal)
                }
            }
            try await store.read { (reader) throws in
                #expect(try reader.dueAppeals(at: Self.time(99), areOpen: true, limit: 9).map(\.number) == [5, 3, 1])
                #expect(try reader.dueAppeals(at: Self.time(99), areOpen: true, limit: 2).map(\.number) == [5, 3])
                #expect(try reader.dueAppeals(at: Self.time(47), areOpen: true, limit: 9).map(\.number) == [5, 3])
                #expect(try reader.dueAppeals(at: Self.time(99), areOpen: false, limit: 9).map(\.number) == [4, 2])
                #expect(try reader.dueAppeals(at: Self.time(1), areOpen: false, limit: 9) == [])
            }
        }
    }

    @Test("The history goes on, the newest entries are kept, and it goes with its appeal", arguments: Engine.allCases)
    func history(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let entries = (0..<AppealEntry.keptCount + 5).map { number in
                AppealEntry(at: Self.time(number), actor: "ann", text: "note\u{0} \(number)")
            }
            try await store.write { (transaction) throws in
                for number in 1...2 { _ = try transaction.createAppeal(Self.appeal(number)) }
                try transaction.add(entries[0], toAppeal: 2)
                for entry in entries { try transaction.add(entry, toAppeal: 1) }
            }
            #expect(try await store.read { try $0.entries(ofAppeal: 1) } == Array(entries.dropFirst(5)))
            #expect(try await store.read { try $0.entries(ofAppeal: 2) } == [entries[0]])
            try await store.write { try $0.removeAppeal(1) }
            #expect(try await store.read { try $0.entries(ofAppeal: 1) } == [])
            #expect(try await store.read { try $0.entries(ofAppeal: 2) } == [entries[0]])
        }
    }

    @Test("What ended long ago is forgotten in portions; what is under way never is", arguments: Engine.allCases)
    func pruning(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            try await store.write { (transaction) throws in
                for (number, state) in [AppealState.open, .proven, .granted, .rejected, .expired, .granted].enumerated()
                {
                    var appeal = try transaction.createAppeal(Self.appeal(number + 1))
                    appeal.state = state
                    // The last one still has to be settled.
                    if number < 5 { appeal.dueAt = nil }
                    try transaction.saveAppeal(appeal)
                }
            }
            #expect(try await store.write { try $0.pruneAppeals(before: Self.time(105), limit: 1) } == 1)
            #expect(try await store.write { try $0.pruneAppeals(before: Self.time(105), limit: 9) } == 1)
            #expect(try await store.write { try $0.pruneAppeals(before: Self.time(999), limit: 9) } == 1)
            let left = try await store.read { reader in try (1...6).filter { try reader.appeal($0) != nil } }
            #expect(left == [1, 2, 6])
        }
    }

    @Test("Reports about an address go, of one account or of all", arguments: Engine.allCases)
    func removingReports(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            try await store.write { (transaction) throws in
                for number in 1...6 {
                    var report = Sample.report(number, about: Sample.address(number / 5))
                    report.account = Int64(number % 2)
                    try transaction.insertReport(report)
                }
            }
            func left(_ address: Int) async throws -> [Int64] {
                try await store.read { try $0.reports(about: Sample.address(address), limit: 9) }.map(\.account)
            }
            #expect(try await store.write { try $0.removeReports(about: Sample.address(0), by: 1) } == 2)
            #expect(try await left(0) == [0, 0])
            #expect(try await store.write { try $0.removeReports(about: Sample.address(0), by: 7) } == 0)
            #expect(try await store.write { try $0.removeReports(about: Sample.address(0), by: nil) } == 2)
            #expect(try await left(0) == [])
            #expect(try await left(1) == [0, 1])
        }
    }
}
