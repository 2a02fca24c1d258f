import IPNetworks
import Scoring
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

/// When an indicator becomes a new version of itself.
@Suite("Versions of indicators")
struct IndicatorVersionTests {
    static func version(_ address: String, _ server: TestServer) throws -> IndicatorVersion {
        let address = try #require(IPAddress(address))
        return try #require(try server.core().live.current.withRecord(of: address) { $0.indicatorVersion })
    }

    @Test("A confidence holds until it has risen, left its ten, or come to nothing")
    func confidence() {
        func holds(_ said: UInt8, _ now: UInt8) -> Bool {
            IndicatorVersion(time: .zero, confidence: said, wasListed: true).stillHolds(for: now)
        }
        #expect(holds(87, 87) && holds(87, 80) && holds(9, 1) && holds(0, 0) && holds(100, 100))
        #expect(!holds(87, 79) && !holds(87, 88) && !holds(80, 79) && !holds(9, 0) && !holds(0, 1) && !holds(100, 99))
    }

    @Test("It lasts in a record, and another's does not make records differ")
    func record() throws {
        var generator = SeededGenerator(seed: 3)
        var (record, score) = try AddressRecordTests.encode(AddressRecordTests.evidence(&generator))
        let before = record
        let version = IndicatorVersion(
            time: VersionTime(microseconds: 0xff_ffff_ffff_ffff), confidence: 100, wasListed: true)
        AddressRecord.setVersion(version, in: &record)
        record.withUnsafeBytes { bytes in
            #expect(RecordView(bytes).indicatorVersion == version)
            #expect(RecordView(bytes).facts == score.facts)
        }
        #expect(record != before && AddressRecord.saySame(record, before))
        AddressRecord.setVersionTime(microseconds: 5, in: &record)
        #expect(record.withUnsafeBytes { RecordView($0).versionTime.microseconds } == 5)
        record[3] ^= 1
        #expect(!AddressRecord.saySame(record, before))
    }

    @Test("A record of the first layout dates from when its address was last seen")
    func oldLayout() throws {
        var generator = SeededGenerator(seed: 5)
        let (record, score) = try AddressRecordTests.encode(AddressRecordTests.evidence(&generator))
        var old = Array(record.dropLast(AddressRecord.trailerLength))
        old[0] = 1
        old.withUnsafeBytes { bytes in
            let view = RecordView(bytes)
            #expect(view.isKnownVersion && !view.isCurrentVersion && view.facts == score.facts)
            #expect(view.indicatorVersion.time.milliseconds == view.lastSeen)
            #expect(view.indicatorVersion.confidence == score.confidence)
        }
        #expect(AddressRecord.saySame(old, record))
    }

    @Test("What happens makes a new version; the decay of a point does not, that of ten does")
    func history() async throws {
        try await TestServer.run { server in
            let key = try await server.key(tier: "operator")
            #expect(try await server.report("45.66.1.2", key: key).status == 200)
            let first = try Self.version("45.66.1.2", server)
            #expect(first.wasListed && first.confidence > 10)
            #expect(first.time.milliseconds >= UInt64(ManualClock.start.milliseconds))

            // Another address's report is nothing to this one.
            #expect(try await server.report("45.66.1.3", key: key).status == 200)
            #expect(try Self.version("45.66.1.2", server) == first)
            #expect(try Self.version("45.66.1.3", server).time > first.time)

            // Reported again in the same millisecond of the clock: a later version nevertheless.
            #expect(try await server.report("45.66.1.2", key: key).status == 200)
            let second = try Self.version("45.66.1.2", server)
            #expect(second.time.milliseconds > first.time.milliseconds)

            var version = second
            var scores: Set<UInt8> = []
            for _ in 0..<29 {
                try await ServerTests.AgeingTests.age(server, by: 1)
                let now = try Self.version("45.66.1.2", server)
                let address = try #require(IPAddress("45.66.1.2"))
                let score = try #require(try server.core().live.current.withRecord(of: address) { $0.confidence })
                scores.insert(score)
                if score / 10 == version.confidence / 10, score > 0 {
                    #expect(now == version)
                } else {
                    #expect(now.time > version.time && now.confidence == score)
                }
                version = now
            }
            #expect(scores.count > 3 && version.time > second.time, "the score must have decayed")
            #expect(version.wasListed)
        }
    }

    @Test("A restart goes on after the newest version there was")
    func restart() async throws {
        let store = MemoryStore()
        let clock = ManualClock()
        let before = try await TestServer.run(on: store, clock: clock) { server in
            #expect(try await server.report("45.66.1.2", key: try await server.key(tier: "operator")).status == 200)
            return try Self.version("45.66.1.2", server)
        }
        // The machine's clock was wrong and has been put right.
        clock.advance(by: .seconds(-3600))
        try await TestServer.run(on: store, clock: clock) { (server) async throws in
            #expect(try Self.version("45.66.1.2", server) == before)
            #expect(try await server.report("45.66.1.3", key: try await server.key(tier: "operator")).status == 200)
            #expect(try Self.version("45.66.1.3", server).time > before.time)
        }
    }
}
