import Detection
import IPNetworks
import Scoring
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("What an address shows over its sessions")
struct AddressDetectionTests {
    static let address = EvidenceHistory.address
    static let behaviour = "any.brute_force_sessions"

    /// Sessions of two login attempts each, five seconds apart.
    static func visits(_ count: Int, from first: Int = 1, at start: Timestamp) throws -> [[SessionEvent]] {
        try (first..<first + count).map { number in
            var visit = try TestVisit(
                of: "\(address)", number: number, at: start.advanced(by: .seconds((number - first) * 5)))
            visit.add(.connect)
            for _ in 0..<2 { visit.add(.auth, ["username": "admin", "password": "\(number)"], after: .seconds(1)) }
            return visit.events
        }
    }

    /// One transaction, as of a server that has just been started.
    static func take(
        _ batches: [[SessionEvent]], into store: any Store, sensor: Int64 = 11, rules: IngestRules,
        at now: Timestamp = EvidenceHistory.now
    ) async throws {
        try await store.write { transaction in
            let round = IngestRound(
                in: transaction, rules: rules,
                words: WordTable(words: try transaction.words(), catalogue: rules.catalogue), cache: SessionCache(),
                alerts: AlertIndex([], version: 0), newestVersion: .zero, at: now)
            guard let owner = EvidenceHistory.accounts[sensor] else { return }
            for events in batches {
                try round.apply(.events(try SensorBatch(events: events), sensor: sensor, owner: owner))
            }
            _ = try round.finish()
        }
    }

    static func evidence(in store: any Store) async throws -> Evidence? {
        try await store.read { try $0.address(address) }.flatMap { Evidence(encoded: $0.evidence) }
    }

    static func shown(in store: any Store) async throws -> [BehaviourEvidence] {
        try await evidence(in: store)?.behaviours.filter { $0.behaviour == behaviour } ?? []
    }

    @Test("Sessions of different transactions count together, each event once")
    func overTransactions() async throws {
        let rules = try IngestRules.usual()
        let store = MemoryStore()
        let start = EvidenceHistory.now.advanced(by: .seconds(-600))
        let visits = try Self.visits(5, at: start)
        for events in visits.dropLast() {
            // A sensor that was not answered sends again.
            for _ in 0..<3 { try await Self.take([events], into: store, rules: rules) }
            #expect(try await Self.shown(in: store).isEmpty)
        }
        try await Self.take([visits[4]], into: store, rules: rules)
        #expect(try await Self.shown(in: store).map(\.sessions) == [1])
        // More in the same window is no more of it, the next day is.
        try await Self.take(
            try Self.visits(9, from: 20, at: start.advanced(by: .seconds(30))), into: store, rules: rules)
        #expect(try await Self.shown(in: store).map(\.sessions) == [1])
        let later = EvidenceHistory.now.advanced(by: .seconds(86_400))
        try await Self.take(
            try Self.visits(5, from: 40, at: later.advanced(by: .seconds(-60))), into: store, rules: rules, at: later)
        #expect(try await Self.shown(in: store).map(\.sessions) == [2])
    }

    @Test("Nothing is lost when a server ends and another goes on", .timeLimit(.minutes(1)))
    func restart() async throws {
        let rules = try IngestRules.usual()
        let folder = try TemporaryFolder()
        let visits = try Self.visits(5, at: EvidenceHistory.now.advanced(by: .seconds(-600)))
        for events in visits {
            let store = try SQLiteStore(path: folder.path + "/store.sqlite")
            try await Self.take([events], into: store, rules: rules)
            #expect(try await Self.shown(in: store).map(\.sessions) == (events == visits[4] ? [1] : []))
            await store.close()
        }
    }

    @Test("In one transaction, the order of delivery does not matter", arguments: 0..<8 as Range<UInt64>)
    func order(_ seed: UInt64) async throws {
        let rules = try IngestRules.usual()
        var generator = SeededGenerator(seed: seed)
        var visits = try Self.visits(12, at: EvidenceHistory.now.advanced(by: .seconds(-600)))
        let reference = MemoryStore()
        try await Self.take(visits, into: reference, rules: rules)
        visits.shuffle(using: &generator)
        let store = MemoryStore()
        try await Self.take(visits, into: store, rules: rules)
        #expect(try await Self.evidence(in: store) == Self.evidence(in: reference))
        #expect(try await Self.shown(in: store).map(\.sessions) == [1])
    }

    @Test("What only forged sources show is counted as that, and what lent sensors show is theirs")
    func witnesses() async throws {
        let rules = try IngestRules.usual()
        let start = EvidenceHistory.now.advanced(by: .seconds(-600))
        let forged = MemoryStore()
        let visits = try Self.visits(5, at: start).map { events in
            events.map { event in
                var event = event
                event.transport = .udp
                return event
            }
        }
        try await Self.take(visits, into: forged, rules: rules)
        #expect(try await Self.shown(in: forged).isEmpty)
        #expect(try await Self.evidence(in: forged)?.unprovenSightings ?? 0 > 0)

        let lent = MemoryStore()
        try await Self.take(try Self.visits(5, at: start), into: lent, sensor: 12, rules: rules)
        #expect(try await Self.shown(in: lent).map(\.sessions) == [1])
        let address = try #require(try await lent.read { try $0.address(Self.address) })
        #expect(address.confidence <= 49)
    }

    @Test("It takes no part of an address that is never scored, and goes with one that is forgotten")
    func addressesThatAreNot() async throws {
        var rules = try IngestRules.usual()
        let store = MemoryStore()
        let visits = try Self.visits(2, at: EvidenceHistory.now.advanced(by: .seconds(-600)))
        try await Self.take([visits[0]], into: store, rules: rules)
        #expect(try await store.read { try $0.addressDetection(of: Self.address) } != nil)
        rules.ownNetworks = [try #require(IPPrefix("\(Self.address)/32"))]
        try await store.write { [rules] transaction in
            let round = IngestRound(
                in: transaction, rules: rules,
                words: WordTable(words: try transaction.words(), catalogue: rules.catalogue), cache: SessionCache(),
                alerts: AlertIndex([], version: 0), newestVersion: .zero, at: EvidenceHistory.now)
            try round.apply(.rescore([Self.address]))
            _ = try round.finish()
        }
        #expect(try await store.read { try $0.addressDetection(of: Self.address) } == nil)
        try await Self.take([visits[1]], into: store, rules: rules)
        #expect(try await store.read { try $0.addressDetection(of: Self.address) } == nil)
    }
}
