import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Times of versions")
struct VersionTimeTests {
    @Test(
        "Dates of RFC 3339 are read with any fraction and offset",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000001Z", 1), ("1970-01-01T00:00:01.5Z", 1_500_000),
            ("1970-01-01T00:00:00.9999999999999Z", 999_999), ("1970-01-01t01:00:00.25+01:00", 250_000),
            ("1969-12-31T23:30:00-00:30", 0), ("1969-12-31T23:59:59Z", 0), ("0000-01-01T00:00:00Z", 0),
            ("2026-11-22T12:00:00Z", 1_795_348_800_000_000), ("2026-11-22T12:00:00.000z", 1_795_348_800_000_000),
            ("2026-11-22T17:45:00.123456789+05:45", 1_795_348_800_123_456),
            ("2024-02-29T00:00:00Z", 1_709_164_800_000_000), ("2000-02-29T23:59:60Z", 951_868_800_000_000),
            ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
        ] as [(String, UInt64)])
    func reading(_ text: String, _ microseconds: UInt64) {
        #expect(VersionTime(rfc3339: text)?.microseconds == microseconds)
    }

    @Test(
        "What is no such date is refused",
        arguments: [
            "", "now", "2026-11-22", "2026-11-22T12:00Z", "2026-11-22T12:00:00", "2026-11-22 12:00:00Z",
            "2026-13-22T12:00:00Z", "2026-02-29T12:00:00Z", "2026-04-31T12:00:00Z", "2026-11-00T12:00:00Z",
            "2026-11-22T24:00:00Z", "2026-11-22T12:60:00Z", "2026-11-22T12:00:61Z", "2026-11-22T12:00:00.Z",
            "2026-11-22T12:00:00+0100", "2026-11-22T12:00:00+24:00", "2026-11-22T12:00:00Z ", "+2026-11-22T12:00:00Z",
            "2026-11-22T12:00:00,5Z", "٢٠٢٦-11-22T12:00:00Z", "2026-11-22T12:00:00Z\0", "1795348800",
        ])
    func refusing(_ text: String) { #expect(VersionTime(rfc3339: text) == nil) }

    @Test("What is written is read again", arguments: 0..<200 as Range<UInt64>)
    func roundTrip(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let time = VersionTime(microseconds: UInt64.random(in: 0...253_402_300_799_999_999, using: &generator))
        #expect(VersionTime(rfc3339: time.rfc3339) == time)
        #expect(VersionTime(rfc3339: time.modified)?.microseconds == time.milliseconds * 1000)
        #expect(time.rfc3339.utf8.count == 27 && time.modified.utf8.count == 24)
    }

    @Test("Versions follow one another whatever the clock does", arguments: 0..<20 as Range<UInt64>)
    func clock(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var last = VersionTime.zero
        var now = ManualClock.start
        for _ in 0..<50 {
            now = now.advanced(by: .milliseconds(Int.random(in: -5...5, using: &generator)))
            var clock = VersionClock(at: now, after: last)
            let first = clock.tick()
            #expect(first.milliseconds > last.milliseconds, "two transactions never share a millisecond")
            var previous = first
            for _ in 0..<Int.random(in: 0...2500, using: &generator) {
                let next = clock.tick()
                #expect(next > previous)
                previous = next
            }
            last = previous
        }
    }
}
