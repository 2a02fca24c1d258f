import Testing

@testable import Sensor

@Suite struct VisitTimesTests {
    static let second: UInt64 = 1_000_000_000
    let limits = VisitLimits()

    @Test func silenceEndsAVisit() {
        var times = VisitTimes(began: 5)
        #expect(times.verdict(at: 5 + 599 * Self.second, limits: limits, isCrowded: false) == nil)
        #expect(times.verdict(at: 5 + 600 * Self.second, limits: limits, isCrowded: false) == .idle)
        times.active(at: 5 + 300 * Self.second)
        #expect(times.verdict(at: 5 + 600 * Self.second, limits: limits, isCrowded: false) == nil)
    }

    @Test func everyVisitEnds() {
        var times = VisitTimes(began: 0)
        for second in stride(from: UInt64(0), to: 1800, by: 100) {
            times.active(at: second * Self.second)
            #expect(times.verdict(at: second * Self.second, limits: limits, isCrowded: false) == nil)
        }
        #expect(times.verdict(at: 1800 * Self.second, limits: limits, isCrowded: false) == .limit)
    }

    @Test func aCrowdShortensBoth() {
        var times = VisitTimes(began: 0)
        #expect(times.verdict(at: 29 * Self.second, limits: limits, isCrowded: true) == nil)
        #expect(times.verdict(at: 30 * Self.second, limits: limits, isCrowded: true) == .idle)
        times.active(at: 299 * Self.second)
        #expect(times.verdict(at: 300 * Self.second, limits: limits, isCrowded: true) == .limit)
    }

    @Test func notReadingEndsAVisit() {
        var times = VisitTimes(began: 0)
        times.unread(true, at: 10 * Self.second)
        times.active(at: 60 * Self.second)
        times.unread(true, at: 60 * Self.second)
        #expect(times.verdict(at: 69 * Self.second, limits: limits, isCrowded: false) == nil)
        #expect(times.verdict(at: 70 * Self.second, limits: limits, isCrowded: false) == .idle)
        times.progress()
        #expect(times.verdict(at: 70 * Self.second, limits: limits, isCrowded: false) == nil)
        times.unread(true, at: 80 * Self.second)
        times.unread(false, at: 81 * Self.second)
        #expect(times.verdict(at: 200 * Self.second, limits: limits, isCrowded: false) == nil)
    }

    @Test func clocksThatStandOrRunBackDoNotTrap() {
        let times = VisitTimes(began: 100)
        #expect(times.verdict(at: 0, limits: limits, isCrowded: true) == nil)
        #expect(times.elapsed(at: 0) == .zero)
        #expect(times.elapsed(at: 100 + 2 * Self.second) == .seconds(2))
        #expect(times.verdict(at: .max, limits: limits, isCrowded: false) == .idle)
    }
}
