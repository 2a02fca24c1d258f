import Testing
import ThreatModel

@testable import Blocklists

struct FetchCourseTests {
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)
    private static let held = ListPosition(entityTag: "a")
    private static let hour = Duration.seconds(3600)

    private static func order(daily: Int? = nil, path: String = "/a", interval: Duration = hour * 24) throws
        -> FetchOrder
    {
        FetchOrder(
            url: try FetchURL("http://127.0.0.1" + path), format: .plain, interval: interval, dailyCalls: daily)
    }

    private static func course(
        from position: ListPosition? = nil, _ order: FetchOrder, ledger: FetchLedger? = nil, now: Timestamp = now
    ) -> FetchCourse {
        FetchCourse(from: position, order, ledger: ledger, now: now)
    }

    private static func ledger(_ order: FetchOrder, confirmed: Duration) -> FetchLedger {
        var ledger = FetchLedger(fingerprint: order.fingerprint, day: now.day)
        ledger.confirmed = now.advanced(by: .zero - confirmed)
        return ledger
    }

    private var random = SeededGenerator(seed: 1)

    @Test mutating func aListIsFetchedAtItsInterval() throws {
        var course = Self.course(try Self.order())
        #expect(course.step(at: Self.now) == .fetch(unlessStill: nil))
        course.confirmed(Self.held, at: Self.now, using: &random)
        guard case .rest(let pause) = course.step(at: Self.now) else { Issue.record("a rest was expected"); return }
        #expect(pause >= Self.hour * 24 && pause < Self.hour * 26)
        #expect(course.step(at: Self.now.advanced(by: pause)) == .fetch(unlessStill: Self.held))
    }

    @Test func aRestartWaitsForTheRestOfTheInterval() throws {
        let order = try Self.order()
        var course = Self.course(from: Self.held, order, ledger: Self.ledger(order, confirmed: Self.hour * 5))
        #expect(course.isRecent)
        #expect(course.step(at: Self.now) == .rest(Self.hour * 19))
        #expect(course.step(at: Self.now) == .fetch(unlessStill: Self.held))
    }

    /// The list is overdue, nothing is held, it is another list, nothing is known, or the clock was set back.
    @Test(arguments: ["overdue", "lost", "other", "unknown", "future"])
    func aRestartAsksAtOnce(_ reason: String) throws {
        let order = try Self.order()
        let ledger = Self.ledger(
            reason == "other" ? try Self.order(path: "/b") : order,
            confirmed: reason == "overdue" ? Self.hour * 25 : reason == "future" ? .zero - Self.hour : Self.hour)
        var course = Self.course(
            from: reason == "lost" ? nil : Self.held, order, ledger: reason == "unknown" ? nil : ledger)
        #expect(!course.isRecent)
        let keepsTag = reason == "overdue" || reason == "future"
        #expect(course.step(at: Self.now) == .fetch(unlessStill: keepsTag ? Self.held : nil))
    }

    @Test mutating func theCallsOfADayAreCountedAcrossRestarts() throws {
        let order = try Self.order(daily: 5)
        var ledger: FetchLedger?
        for _ in 0..<5 {
            var course = Self.course(order, ledger: ledger)
            #expect(course.step(at: Self.now) == .fetch(unlessStill: nil))
            ledger = FetchLedger(course.ledger.encoded)
            #expect(ledger != nil)
        }
        var course = Self.course(order, ledger: ledger)
        let midnight = Self.now.nextMidnight
        #expect(course.step(at: Self.now) == .exhausted(midnight.since(Self.now)))
        #expect(course.step(at: midnight) == .fetch(unlessStill: nil))
        // A clock that is set back makes no new day.
        #expect(course.ledger.calls == 1)
        for _ in 0..<4 { _ = course.step(at: Self.now) }
        guard case .exhausted = course.step(at: Self.now) else { Issue.record("the quota came back"); return }
    }

    @Test mutating func callsThatReachedNobodyAreGivenBack() throws {
        var course = Self.course(try Self.order(daily: 5))
        for _ in 0..<20 {
            #expect(course.step(at: Self.now) == .fetch(unlessStill: nil))
            _ = course.failed(FetchFailure(.unreached, "no route"), at: Self.now, using: &random)
            guard case .rest = course.step(at: Self.now) else { Issue.record("a rest was expected"); return }
        }
        #expect(course.ledger.calls == 0)
    }

    @Test(arguments: [FetchFailure.Kind.failed, .throttled, .denied, .refused])
    func failuresAreFurtherAndFurtherApart(_ kind: FetchFailure.Kind) throws {
        var random = SeededGenerator(seed: 2)
        let order = try Self.order()
        var course = Self.course(from: Self.held, order, ledger: Self.ledger(order, confirmed: Self.hour * 25))
        var pauses: [Duration] = []
        for _ in 0..<12 { pauses.append(course.failed(FetchFailure(kind, "x"), at: Self.now, using: &random)) }
        #expect(pauses[0] >= .seconds(15))
        #expect(pauses.allSatisfy { $0 <= Self.hour })
        #expect(try #require(pauses.last) >= Self.hour / 2)
        // With few calls a day, each is precious.
        var scarce = Self.course(try Self.order(daily: 5))
        #expect(scarce.failed(FetchFailure(kind, "x"), at: Self.now, using: &random) >= Self.hour)
    }

    /// Who holds nothing yet asks sooner; but not a publisher who has answered that there is nothing to have.
    @Test(arguments: [FetchFailure.Kind.unreached, .failed, .throttled, .denied, .refused])
    func theFirstListIsAskedForSooner(_ kind: FetchFailure.Kind) throws {
        var random = SeededGenerator(seed: 3)
        var course = Self.course(try Self.order())
        let pauses = (0..<14).map { _ in course.failed(FetchFailure(kind, "x"), at: Self.now, using: &random) }
        if kind == .unreached || kind == .failed {
            #expect(pauses[0] <= .seconds(1))
            #expect(pauses.prefix(4).reduce(.zero, +) <= .seconds(15))
        } else {
            #expect(pauses.allSatisfy { $0 >= .seconds(15) })
        }
        #expect(try #require(pauses.last) >= Self.hour / 2)
        course.confirmed(Self.held, at: Self.now, using: &random)
        #expect(course.failed(FetchFailure(kind, "x"), at: Self.now, using: &random) >= .seconds(15))
    }

    @Test mutating func whoWantsToBeLeftAloneIs() throws {
        let order = try Self.order()
        var course = Self.course(order)
        let failure = FetchFailure(.throttled, "x", retryAfter: Self.hour * 3)
        let again = course.failed(failure, at: Self.now, using: &random)
        #expect(again >= Self.hour * 3 && again < Self.hour * 3 + .seconds(2))
        // Also by whoever is woken by somebody, and after a restart.
        _ = course.step(at: Self.now)
        guard case .rest = course.step(at: Self.now.advanced(by: Self.hour)) else {
            Issue.record("it was not left alone")
            return
        }
        var later = Self.course(order, ledger: course.ledger)
        // To the millisecond that is written down.
        guard case .rest(let left) = later.step(at: Self.now) else { Issue.record("it was not left alone"); return }
        #expect(left <= again && again - left < .milliseconds(1))
        // A clock that was set back by a year does not make it a year.
        var before = Self.course(order, ledger: course.ledger, now: Self.now.advanced(by: Self.hour * -9000))
        #expect(before.step(at: Self.now.advanced(by: Self.hour * -9000)) == .fetch(unlessStill: nil))
    }

    @Test func damagedLedgersTellNothing() throws {
        let order = try Self.order()
        var ledger = Self.ledger(order, confirmed: Self.hour)
        ledger.notBefore = Self.now
        ledger.calls = 3
        let bytes = ledger.encoded
        #expect(FetchLedger(bytes) == ledger)
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 4
            #expect(FetchLedger(damaged) == nil)
            #expect(FetchLedger(Array(bytes.prefix(index))) == nil)
        }
    }
}
