import Detection
import IPNetworks
import Scoring
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Evidence put together again")
struct RebuiltEvidenceTests {
    private static func partial(
        _ filter: EvidenceFilter, from store: any Store, rules: IngestRules,
        limits: RebuiltEvidence.Limits = RebuiltEvidence.Limits(), now: Timestamp = EvidenceHistory.now
    ) async throws -> PartialRecord {
        try await store.read { reader in
            let question = EvidenceQuestion(address: EvidenceHistory.address, filter: filter)
            let rebuilt = try RebuiltEvidence(question, from: reader, rules: rules, at: now, limits: limits) {
                EvidenceHistory.accounts[$0]
            }
            let words = WordTable(words: try reader.words(), catalogue: rules.catalogue)
            return PartialRecord(rebuilt, of: question, rules: rules, words: words, at: now)
        }
    }

    private static func record(in store: any Store) async throws -> [UInt8]? {
        try await store.read { try $0.address(EvidenceHistory.address)?.record }
    }

    @Test("All of it is byte for byte what was taken in", arguments: 0..<40 as Range<UInt64>)
    func everything(_ seed: UInt64) async throws {
        let rules = try IngestRules.usual()
        let store = MemoryStore()
        try await EvidenceHistory(seed: seed).apply(to: store, rules: rules)
        let filter = EvidenceFilter(maximumAge: 3650 * 86_400)
        let partial = try await Self.partial(filter, from: store, rules: rules)
        // The record was scored when the last entry came, which is the same hour.
        // Of when its indicator was restated a part knows nothing.
        #expect(
            try await Self.record(in: store)?.dropLast(AddressRecord.trailerLength)
                == partial.record?.dropLast(AddressRecord.trailerLength))
        #expect(!partial.isTruncated)
    }

    @Test("So is what an address showed over its sessions", arguments: 0..<24 as Range<UInt64>, [1, 7, 1000])
    func acrossSessions(_ seed: UInt64, portion: Int) async throws {
        let rules = try IngestRules.usual()
        let store = MemoryStore()
        try await EvidenceHistory(guessing: seed).apply(to: store, rules: rules, portion: portion)
        let filter = EvidenceFilter(maximumAge: 3650 * 86_400)
        let partial = try await Self.partial(filter, from: store, rules: rules)
        #expect(
            try await Self.record(in: store)?.dropLast(AddressRecord.trailerLength)
                == partial.record?.dropLast(AddressRecord.trailerLength))
        // These histories are made to show something.
        let evidence = try await store.read { try $0.address(EvidenceHistory.address)?.evidence }
        let across = Set(rules.catalogue.behaviours.filter { $0.window != nil }.map(\.name))
        let shown = evidence.flatMap { Evidence(encoded: $0) }?.behaviours.map(\.behaviour) ?? []
        #expect(!across.isDisjoint(with: shown))
    }

    @Test("Part of it is what a store holds that was told no more", arguments: 0..<40 as Range<UInt64>)
    func part(_ seed: UInt64) async throws {
        let rules = try IngestRules.usual()
        let history = try EvidenceHistory(seed: seed)
        let store = MemoryStore()
        try await history.apply(to: store, rules: rules)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<6 {
            var filter = EvidenceFilter()
            // Between the entries, which lie on whole hours.
            if Bool.random(using: &generator) {
                filter.maximumAge = Int.random(in: 0..<700, using: &generator) * 3600 + 1800
            }
            if Bool.random(using: &generator) {
                var set = AttackProtocolSet()
                for member in EvidenceHistory.protocols where Bool.random(using: &generator) {
                    set.formUnion(AttackProtocolSet(member))
                }
                filter.protocols = set
            }
            let reference = MemoryStore()
            try await history.filtered(filter).apply(to: reference, rules: rules)
            let partial = try await Self.partial(filter, from: store, rules: rules)
            let expected = try await Self.record(in: reference)
            #expect((partial.record == nil) == (expected == nil))
            guard let record = partial.record, let expected else { continue }
            // Words have other numbers in the other store: the answers are what must be equal.
            let words = WordTable(words: try await reference.read { try $0.words() }, catalogue: rules.catalogue)
            #expect(Self.answer(record, partial.words) == Self.answer(expected, words), "\(filter)")
            // What the filter says of the whole record never contradicts that.
            let stored = try #require(try await Self.record(in: store))
            let part = stored.withUnsafeBytes { filter.part(of: RecordView($0), at: EvidenceHistory.now) }
            #expect(part != .nothing)
            // Of when its indicator was restated a part knows nothing.
            if part == .everything {
                #expect(AddressRecord.saySame(record, stored) && record.prefix(3) == stored.prefix(3))
            }
        }
    }

    private static func answer(_ record: [UInt8], _ words: WordTable) -> [String] {
        let part = PartialRecord(record: record, words: words)
        let writer = CheckAnswerWriter(parameters: CheckParameters(), account: 1, place: nil, networks: [])
        let text = String(decoding: writer.write(EvidenceHistory.address, part), as: UTF8.self)
        // Primitives stand in the order of their numbers; what follows the last of them is no part of it.
        return text.replacing("\"contributor\"", with: "{\"contributor\"").split(separator: "{")
            .map { $0.filter { !"],".contains($0) } }.sorted()
    }

    @Test("A session that began before the time asked about counts from then on, and is understood from its beginning")
    func straddling() async throws {
        let rules = try IngestRules.usual()
        let store = MemoryStore()
        var events = try TestVisit.dropper("\(EvidenceHistory.address)", at: EvidenceHistory.now).events
        for index in events.indices {
            events[index].at = EvidenceHistory.now.advanced(by: .seconds(-600 + index * 60))
        }
        let batch = try SensorBatch(events: events)
        let owner = try #require(EvidenceHistory.accounts[11])
        try await store.write { transaction in
            let round = IngestRound(
                in: transaction, rules: rules, words: WordTable(words: [], catalogue: rules.catalogue),
                cache: SessionCache(), alerts: AlertIndex([], version: 0), newestVersion: .zero,
                at: EvidenceHistory.now)
            try round.apply(.events(batch, sensor: 11, owner: owner))
            _ = try round.finish()
        }
        let question = EvidenceQuestion(
            address: EvidenceHistory.address, filter: EvidenceFilter(maximumAge: 600 - 2 * 60 + 30))
        try await store.read { reader in
            let rebuilt = try RebuiltEvidence(question, from: reader, rules: rules, at: EvidenceHistory.now) {
                EvidenceHistory.accounts[$0]
            }
            // The first two events are left out: connection and login.
            #expect(rebuilt.evidence.activity.map(\.sessions) == [1] && rebuilt.evidence.activity.map(\.events) == [3])
            #expect(rebuilt.evidence.behaviours.contains { $0.behaviour == "sh.dropper_pipe" })
        }
    }

    @Test(
        "Bounds cut the oldest, and are told of",
        arguments: [
            RebuiltEvidence.Limits(sessions: 1), RebuiltEvidence.Limits(events: 5),
            RebuiltEvidence.Limits(eventBytes: 1000), RebuiltEvidence.Limits(reports: 1),
        ])
    func bounds(_ limits: RebuiltEvidence.Limits) async throws {
        let rules = try IngestRules.usual()
        let store = MemoryStore()
        for seed in 0..<4 as Range<UInt64> { try await EvidenceHistory(seed: seed).apply(to: store, rules: rules) }
        let filter = EvidenceFilter(maximumAge: 3650 * 86_400)
        let partial = try await Self.partial(filter, from: store, rules: rules, limits: limits)
        #expect(partial.isTruncated)
        let all = try await Self.partial(filter, from: store, rules: rules)
        #expect(!all.isTruncated && all.record != partial.record)
    }

    @Test("What is older than the raw rows are kept is told of")
    func retention() async throws {
        let rules = try IngestRules.usual()
        let store = MemoryStore()
        try await EvidenceHistory(seed: 3).apply(to: store, rules: rules)
        let later = EvidenceHistory.now.advanced(by: .seconds(29 * 86_400))
        let filter = EvidenceFilter(maximumAge: 3650 * 86_400)
        #expect(try await Self.partial(filter, from: store, rules: rules, now: later).isTruncated)
        let young = EvidenceFilter(maximumAge: 86_400)
        #expect(try await !Self.partial(young, from: store, rules: rules, now: later).isTruncated)
    }
}
