import Testing

@testable import Simulator
@testable import TestHosts

@Suite struct RankCountsTests {
    /// What was noted, one by one.
    private static func notes(seed: UInt64) -> [(confidence: Int, population: Population)] {
        var random = SeededRandom(seed: seed)
        return (0..<300).map { _ in
            let population = random.pick(Population.allCases) ?? .botnet
            // Coarse, so that many are equal; hostile ones higher on the whole.
            return (10 * random.below(8) + (population.isHostile ? 10 * random.below(4) : 0), population)
        }
    }

    private static func counts(_ notes: [(confidence: Int, population: Population)]) -> RankCounts {
        var counts = RankCounts()
        for note in notes { counts.note(note.confidence, of: note.population) }
        return counts
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func aucIsTheShareOfPairsInTheRightOrder(_ seed: UInt64) {
        let notes = Self.notes(seed: seed)
        var won = 0.0
        var pairs = 0.0
        for hostile in notes where hostile.population.isHostile {
            for innocent in notes where !innocent.population.isHostile {
                pairs += 1
                won +=
                    hostile.confidence > innocent.confidence
                    ? 1 : hostile.confidence == innocent.confidence ? 0.5 : 0
            }
        }
        #expect(abs(Self.counts(notes).auc - won / pairs) < 1e-12)
    }

    @Test(arguments: [50, 70, 90])
    func precisionAndRecallCountWhoReaches(_ threshold: Int) {
        let notes = Self.notes(seed: 99)
        let reach = notes.filter { $0.confidence >= threshold }
        let right = Double(reach.count { $0.population.isHostile })
        let counts = Self.counts(notes)
        #expect(counts.precision(at: threshold) == right / Double(reach.count))
        #expect(counts.recall(at: threshold) == right / Double(notes.count { $0.population.isHostile }))
        #expect(
            counts.share(of: .crawler, at: threshold)
                == Double(reach.count { $0.population == .crawler })
                / Double(notes.count { $0.population == .crawler }))
    }

    @Test func recallAtAPrecisionIsThatOfTheLowestConfidenceWithIt() {
        var counts = RankCounts()
        for confidence in [60, 75, 80, 95] { counts.note(confidence, of: .botnet) }
        for confidence in [72, 78] { counts.note(confidence, of: .scanner) }
        #expect(counts.recall(atPrecision: 0.65, from: 60) == 1)
        #expect(counts.recall(atPrecision: 0.75, from: 60) == 0.75)
        #expect(counts.recall(atPrecision: 1, from: 50) == 0.5)
        counts.note(100, of: .scanner)
        // Nowhere: what the highest confidence finds.
        #expect(counts.recall(atPrecision: 1, from: 50) == 0)
    }

    @Test func nothingMeasuredIsNoNumber() {
        #expect(RankCounts().auc.isNaN)
        #expect(RankCounts().precision(at: 90).isNaN)
        #expect(RankCounts().recall(at: 70).isNaN)
    }
}
