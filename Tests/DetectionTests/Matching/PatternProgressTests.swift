import Testing

@testable import Detection

@Suite struct PatternProgressTests {
    /// Slots that wait for a literal, with what each waits for; none waits any more.
    private func called(_ progress: inout PatternProgress, _ literal: Int) -> [[Int]] {
        var called: [[Int]] = []
        var next = progress.call(waitingFor: literal)
        while let slot = next {
            let waiting = progress[slot]
            called.append([Int(slot), Int(waiting.part), waiting.from])
            next = waiting.next
        }
        return called.sorted { $0[0] < $1[0] }
    }

    @Test func whoWaitsIsCalledOnce() {
        var progress = PatternProgress()
        progress.begin(literals: 3, slots: 4)
        progress.wait(0, for: 10, literal: 1, from: 5)
        progress.wait(3, for: 13, literal: 1, from: 6)
        progress.wait(2, for: 12, literal: 2, from: 7)
        #expect((0..<4).map(progress.hasBegun) == [true, false, true, true])
        #expect(called(&progress, 0) == [])
        #expect(called(&progress, 1) == [[0, 10, 5], [3, 13, 6]])
        #expect(called(&progress, 1) == [])
        #expect(called(&progress, 2) == [[2, 12, 7]])
        // A pattern that was called has begun all the same.
        #expect(progress.hasBegun(3))
    }

    /// What is called may wait for the same literal again, while the others are being called.
    @Test func waitingGoesOn() {
        var progress = PatternProgress()
        progress.begin(literals: 1, slots: 3)
        for slot: Int32 in 0..<3 { progress.wait(slot, for: slot, literal: 0, from: 1) }
        var next = progress.call(waitingFor: 0)
        var seen: Set<Int32> = []
        while let slot = next {
            next = progress[slot].next
            seen.insert(slot)
            progress.wait(slot, for: slot + 10, literal: 0, from: 2)
        }
        #expect(seen == [0, 1, 2])
        #expect(called(&progress, 0) == [[0, 10, 2], [1, 11, 2], [2, 12, 2]])
    }

    /// Of one matcher's text nothing is left for the next, be its tables larger or smaller.
    @Test func progressBelongsToOneText() {
        var progress = PatternProgress()
        progress.begin(literals: 2, slots: 2)
        progress.wait(1, for: 1, literal: 1, from: 5)
        progress.begin(literals: 1, slots: 1)
        #expect(!progress.hasBegun(0))
        progress.wait(0, for: 0, literal: 0, from: 5)
        progress.begin(literals: 9, slots: 5)
        #expect((0..<5).allSatisfy { !progress.hasBegun($0) })
        #expect((0..<9).allSatisfy { called(&progress, $0) == [] })
    }
}
