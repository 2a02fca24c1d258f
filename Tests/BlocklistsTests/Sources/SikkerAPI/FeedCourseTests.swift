import APIClient
import Testing
import ThreatModel

@testable import Blocklists

/// What is asked for next, and when.
struct FeedCourseTests {
    private var generator = SeededGenerator(seed: 1)

    @Test func beginsWithAPullOrWhereItStopped() {
        var fresh = FeedCourse(from: nil, pullInterval: .seconds(60))
        #expect(fresh.step() == .pull(ifNot: nil))
        var tagged = FeedCourse(from: ListPosition(entityTag: "a"), pullInterval: .seconds(60))
        #expect(tagged.step() == .pull(ifNot: "a"))
        var placed = FeedCourse(from: ListPosition(entityTag: "a", cursor: .at(3)), pullInterval: .seconds(60))
        #expect(placed.step() == .stream(since: .at(3)))
    }

    /// 50 to 100 ms at first, never more than 30 s, and never in the same rhythm.
    @Test mutating func aStreamThatDoesNotComeAboutIsTriedAgainEverMoreSlowly() {
        var course = FeedCourse(from: ListPosition(cursor: .at(3)), pullInterval: .seconds(86_400))
        var pauses: [Duration] = []
        for _ in 0..<20 {
            #expect(course.step() == .stream(since: .at(3)))
            let again = course.failed(.unreachable(server: "x", reason: "refused"), using: &generator)
            #expect(course.step() == .rest(again))
            pauses.append(again)
        }
        #expect((Duration.milliseconds(50)...Duration.milliseconds(100)).contains(pauses[0]))
        #expect(pauses.allSatisfy { $0 <= .seconds(30) })
        #expect(pauses.suffix(8).allSatisfy { $0 >= .seconds(15) })
        #expect(Set(pauses).count == pauses.count)
        course.confirmed(ListPosition(cursor: .at(4)))
        #expect(course.failed(.timeout(server: "x"), using: &generator) <= .milliseconds(100))
    }

    /// Without the stream for a whole interval, the list itself is fetched.
    @Test mutating func aStreamInTheWayOfTheListGivesWay() {
        var course = FeedCourse(from: ListPosition(entityTag: "a", cursor: .at(3)), pullInterval: .seconds(60))
        var rested = Duration.zero
        while true {
            let step = course.step()
            if case .pull(let tag) = step {
                #expect(tag == "a")
                break
            }
            #expect(step == .stream(since: .at(3)))
            rested += course.failed(.unreachable(server: "x", reason: "refused"), using: &generator)
            _ = course.step()
            #expect(rested < .seconds(120), "no pull")
            guard rested < .seconds(120) else { return }
        }
        #expect(rested >= .seconds(60))
    }

    @Test mutating func eachFailureHasItsPatience() {
        var course = FeedCourse(from: ListPosition(cursor: .at(3)), pullInterval: .seconds(7200))
        #expect(course.failed(.quota(retryAfter: .seconds(99), sentence: "x"), using: &generator) == .seconds(99))
        #expect(course.failed(.quota(retryAfter: .zero, sentence: "x"), using: &generator) == .seconds(1))
        #expect(course.failed(.quota(retryAfter: nil, sentence: "x"), using: &generator) == .seconds(7200))
        let asked = course.failed(.serverFault(status: 503, retryAfter: .seconds(20), sentence: "x"), using: &generator)
        #expect(asked >= .seconds(20) && asked <= .seconds(21))
    }

    /// A key that was made a moment ago counts a moment later; one that is wrong is asked about once a minute in the end.
    @Test(arguments: [APIError.unauthorised("x"), .forbidden("x")])
    func aKeyThatIsNotKnownIsSoonTriedAgainAndThenSeldom(_ error: APIError) {
        var generator = SeededGenerator(seed: 5)
        var course = FeedCourse(from: nil, pullInterval: .seconds(86_400))
        let pauses = (0..<10).map { _ in course.failed(error, using: &generator) }
        #expect(pauses[0] >= .milliseconds(500) && pauses[0] <= .seconds(1))
        #expect(pauses.prefix(4).reduce(.zero, +) <= .seconds(15))
        #expect(pauses.suffix(3).allSatisfy { $0 >= .seconds(30) && $0 <= .seconds(60) })
        #expect(Set(pauses).count == pauses.count)
        course.confirmed(ListPosition(cursor: .at(4)))
        #expect(course.failed(error, using: &generator) <= .seconds(1))
    }

    @Test mutating func aPlaceThatIsRejectedIsForgotten() {
        var course = FeedCourse(from: ListPosition(entityTag: "a", cursor: .at(3)), pullInterval: .seconds(7200))
        _ = course.failed(.rejected(status: 400, sentence: "no such place"), using: &generator)
        _ = course.step()
        #expect(course.step() == .pull(ifNot: "a"))
    }

    @Test mutating func anAnswerOfNoUseIsNotAskedForSoon() {
        var course = FeedCourse(from: nil, pullInterval: .seconds(86_400))
        #expect(course.refused(using: &generator) >= .milliseconds(7500))
        for _ in 0..<20 { #expect(course.refused(using: &generator) <= .seconds(900)) }
        var hasty = FeedCourse(from: nil, pullInterval: .seconds(60))
        for _ in 0..<20 { #expect(hasty.refused(using: &generator) <= .seconds(60)) }
    }

    @Test(arguments: [404, 405, 410])
    func someAnswersMeanThatThereIsNoStream(_ status: Int) {
        #expect(FeedCourse.meansNoStream(.rejected(status: status, sentence: "")))
        #expect(!FeedCourse.meansNoStream(.rejected(status: 400, sentence: "")))
        #expect(FeedCourse.meansNoStream(.serverFault(status: 501, retryAfter: nil, sentence: "")))
        #expect(!FeedCourse.meansNoStream(.serverFault(status: 500, retryAfter: nil, sentence: "")))
    }
}
