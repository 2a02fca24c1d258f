import APIClient
import TestHosts
import Testing
import ThreatModel

@testable import Guard

/// When reports are sent, and what follows from answers.
struct ReportCourseTests {
    private static let start = Timestamp(milliseconds: 1_700_000_000_000)
    private let options = ReportingOptions()
    private var generator = SeededRandom(seed: 1)

    /// A course that has just been told that anything may be sent.
    private func sending(at now: Timestamp) -> ReportCourse {
        var course = ReportCourse(options, startedAt: now.advanced(by: .zero - options.interval))
        var generator = generator
        #expect(course.step(waiting: 1, at: now) == .askQuota)
        #expect(course.learned(ReportQuota(limit: nil, remaining: nil), at: now, using: &generator))
        return course
    }

    @Test func nothingIsAskedWhenNothingWaits() {
        var course = ReportCourse(options, startedAt: Self.start)
        for minutes in stride(from: 0, to: 600, by: 7) {
            #expect(course.step(waiting: 0, at: Self.start.advanced(by: .seconds(minutes * 60))) == .rest)
        }
    }

    @Test mutating func aBatchThatIsRefusedAsAWholeIsHalvedUntilItIsKnownWhy() {
        var course = sending(at: Self.start)
        let rejection = APIError.rejected(status: 400, sentence: "no")
        var sizes: [Int] = []
        for _ in 0..<20 {
            guard case .send(let count) = course.step(waiting: 1000, at: Self.start) else { break }
            sizes.append(count)
            if course.failed(rejection, of: count, at: Self.start, using: &generator) { break }
        }
        #expect(sizes == [500, 250, 125, 62, 31, 15, 7, 3, 1])
        // The one that was to blame is gone; batches grow again.
        let (settled, refused) = course.delivered(
            BulkReportReceipt(accepted: 1), of: 1, at: Self.start, using: &generator)
        #expect(settled == [0] && refused.isEmpty)
        #expect(course.step(waiting: 1000, at: Self.start) == .send(2))
    }

    @Test(arguments: [0.0, 0.2, 0.5]) mutating func theReserveIsNeverTouched(_ reserve: Double) {
        let now = Self.start
        var course = ReportCourse(
            ReportingOptions(reserve: reserve), startedAt: now.advanced(by: .zero - options.interval))
        var remaining = 1000
        var sent = 0
        for _ in 0..<100 {
            switch course.step(waiting: 5000, at: now) {
            case .rest: break
            case .askQuota:
                _ = course.learned(ReportQuota(limit: 1000, remaining: remaining), at: now, using: &generator)
            case .send(let count):
                sent += count
                remaining -= count
                _ = course.delivered(
                    BulkReportReceipt(accepted: count, remaining: remaining, limit: 1000), of: count, at: now,
                    using: &generator)
            }
        }
        #expect(remaining == Int(1000 * reserve))
        #expect(sent == 1000 - remaining)
        #expect(course.notBefore >= now.nextMidnight)
        #expect(course.notBefore < now.nextMidnight.advanced(by: ReportCourse.midnightSpread))
    }

    @Test mutating func rowsWithoutQuotaAreNotRefusedForGood() {
        var course = sending(at: Self.start)
        let receipt = BulkReportReceipt(
            accepted: 1, refusals: [.init(index: 1, sentence: "used up")], remaining: 0, limit: 1)
        let (settled, refused) = course.delivered(receipt, of: 2, at: Self.start, using: &generator)
        #expect(settled == [0] && refused.isEmpty)
        #expect(course.step(waiting: 1, at: Self.start) == .rest)
    }

    @Test mutating func aClockThatIsSetBackDoesNotSilenceIt() {
        var course = sending(at: Self.start)
        _ = course.failed(.quota(retryAfter: nil, sentence: ""), of: 0, at: Self.start, using: &generator)
        let past = Self.start.advanced(by: .seconds(-40 * 86_400))
        #expect(course.step(waiting: 1, at: past) == .askQuota)
    }
}
