import IPNetworks
import Store
import Testing
import ThreatModel

@Suite("Hunts")
struct HuntTests {
    private static func hunt(_ id: Int64) -> StoredHunt {
        StoredHunt(
            id: id, behaviours: id.isMultiple(of: 2) ? [] : ["a.b", "c.d"],
            startedAt: Sample.start.advanced(by: .seconds(id)), total: 7)
    }

    private static func finding(_ number: Int, hunt: Int64 = 1, before: UInt8? = nil, after: UInt8) -> HuntFinding {
        HuntFinding(
            hunt: hunt, address: Sample.address(number), before: before, after: after, behaviours: ["a.b"],
            at: Sample.start)
    }

    @Test("Sessions come in the order of their ids, from any on", arguments: Engine.allCases)
    func sessions(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let sessions = (0..<9).map { Sample.session($0, of: Sample.address($0)) }
            try await store.write { (transaction) throws in
                for session in sessions.shuffled() { try transaction.saveSession(session) }
            }
            let ordered = sessions.sorted { $0.id < $1.id }
            let (first, third, rest, none, count) = try await store.read { reader in
                (
                    try reader.sessions(after: nil, limit: 3), try reader.sessions(after: ordered[2].id, limit: 1),
                    try reader.sessions(after: ordered[2].id, limit: 99),
                    try reader.sessions(after: ordered[8].id, limit: 9), try reader.sessionCount()
                )
            }
            #expect(first == Array(ordered[..<3]) && third == [ordered[3]] && rest == Array(ordered[3...]))
            #expect(none == [] && count == 9)
        }
    }

    @Test("What was matched is remembered whole", arguments: Engine.allCases)
    func behaviours(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            #expect(try await store.read { try $0.huntedBehaviours() } == [:])
            for fingerprints: [String: UInt64] in [["a.b": .max, "c.d": 0], ["c.d": 1 << 63]] {
                try await store.write { try $0.setHuntedBehaviours(fingerprints) }
                #expect(try await store.read { try $0.huntedBehaviours() } == fingerprints)
            }
        }
    }

    @Test("A hunt is what was last stored of it; old ones go, with what they found", arguments: Engine.allCases)
    func hunts(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            var changed = Self.hunt(1)
            changed.position = Sample.id(3)
            changed.sessions = 1
            changed.events = 2
            changed.sightings = 3
            changed.addresses = 4
            changed.finishedAt = Sample.start
            try await store.write { [changed] (transaction) throws in
                try transaction.saveHunt(Self.hunt(1))
                #expect(try transaction.hunts(limit: 9) == [Self.hunt(1)])
                try transaction.saveHunt(changed)
                _ = try transaction.addFinding(Self.finding(1, after: 1))
                try transaction.saveHunt(Self.hunt(2))
            }
            #expect(try await store.read { try $0.hunts(limit: 9) } == [Self.hunt(2), changed])
            #expect(try await store.read { try $0.hunts(limit: 1) } == [Self.hunt(2)])
            let last = Int64(StoredHunt.keptCount)
            try await store.write { (transaction) throws in
                for id in 3...last { try transaction.saveHunt(Self.hunt(id)) }
                #expect(try transaction.findings(of: 1, limit: 9).count == 1)
                try transaction.saveHunt(Self.hunt(last + 1))
            }
            let (kept, found) = try await store.read { (try $0.hunts(limit: 99), try $0.findings(of: 1, limit: 9)) }
            #expect(kept.map(\.id) == (2...last + 1).reversed() && found == [])
        }
    }

    @Test("Findings of an address are one, the highest confidence first", arguments: Engine.allCases)
    func findings(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            var later = Self.finding(2, before: 50, after: 90)
            later.behaviours = ["c.d"]
            later.at = Sample.start.advanced(by: .seconds(9))
            let isNew = try await store.write { [later] (transaction) throws in
                try transaction.saveHunt(Self.hunt(1))
                return [
                    try transaction.addFinding(Self.finding(1, before: nil, after: 60)),
                    try transaction.addFinding(Self.finding(2, before: 3, after: 40)),
                    try transaction.addFinding(Self.finding(3, before: 0, after: 60)),
                    try transaction.addFinding(Self.finding(2, hunt: 2, after: 1)),
                    try transaction.addFinding(later),
                ]
            }
            #expect(isNew == [true, true, true, true, false])
            let found = try await store.read { try $0.findings(of: 1, limit: 9) }
            #expect(found.map(\.after) == [90, 60, 60])
            #expect(found[0].before == 3 && found[0].behaviours == ["a.b", "c.d"] && found[0].at == later.at)
            #expect(Set(found[1...].map(\.before)) == [nil, 0])
            #expect(try await store.read { try $0.findings(of: 1, limit: 2) } == Array(found[..<2]))
        }
    }
}
