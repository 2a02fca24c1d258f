import IPNetworks
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("What is remembered of bouncers")
struct DecisionPullsTests {
    static func bouncer(_ number: Int) -> DecisionPulls.Bouncer {
        DecisionPulls.Bouncer(credential: Int64(number), address: nil, program: 0, filter: ListFilter())
    }

    @Test("It is bounded, and who was heard of last stays")
    func bounded() {
        let pulls = DecisionPulls(capacity: 16)
        let pull = DecisionPulls.Pull(sequence: 1, removals: 1, startedAt: ManualClock.start)
        for number in 0..<1000 {
            pulls.note(pull, of: Self.bouncer(number))
            pulls.note(pull, of: Self.bouncer(0))
            #expect(pulls.count <= 16)
        }
        #expect(pulls.pull(of: Self.bouncer(0)) == pull && pulls.pull(of: Self.bouncer(999)) == pull)
        #expect(pulls.pull(of: Self.bouncer(1)) == nil)
    }

    @Test("One key cannot make others be forgotten")
    func fairness() {
        let pulls = DecisionPulls(capacity: 1000)
        let pull = DecisionPulls.Pull(sequence: 1, removals: 1, startedAt: ManualClock.start)
        for number in 0..<10 { pulls.note(pull, of: Self.bouncer(number)) }
        for program in 0..<2000 {
            var bouncer = Self.bouncer(77)
            bouncer.program = program
            pulls.note(pull, of: bouncer)
        }
        #expect(pulls.count == 10 + DecisionPulls.mostOfOneKey)
        #expect((0..<10).allSatisfy { pulls.pull(of: Self.bouncer($0)) == pull })
    }

    @Test("What was paid counts on its day, and for so many starts")
    func paid() {
        let pulls = DecisionPulls()
        let bouncer = Self.bouncer(1)
        #expect(pulls.paid(by: bouncer, day: 5) == 0)
        pulls.notePaid(100, by: bouncer, day: 5)
        pulls.notePaid(40, by: bouncer, day: 5)
        #expect(pulls.paid(by: bouncer, day: 5) == 100 && pulls.paid(by: bouncer, day: 6) == 0)
        #expect(pulls.paid(by: Self.bouncer(2), day: 5) == 0)
        for _ in 2..<DecisionPulls.cheapStarts { pulls.notePaid(100, by: bouncer, day: 5) }
        #expect(pulls.paid(by: bouncer, day: 5) == 0)
        pulls.notePaid(7, by: bouncer, day: 6)
        #expect(pulls.paid(by: bouncer, day: 6) == 7)
    }
}
