import Testing

@testable import Simulator
@testable import TestHosts

@Suite struct DistributionTests {
    private static let draws = 20_000

    private func mean(_ draw: (inout SeededRandom) -> Double) -> Double {
        var random = SeededRandom(seed: 7)
        return (0..<Self.draws).map { _ in draw(&random) }.reduce(0, +) / Double(Self.draws)
    }

    @Test(arguments: [0.05, 0.7, 4, 25, 60])
    func poissonHasItsMean(_ expected: Double) {
        #expect(abs(mean { Double($0.poisson(expected)) } - expected) < 0.05 * max(1, expected))
    }

    @Test func poissonOfNothingNeverHappens() {
        var random = SeededRandom(seed: 1)
        #expect((0..<100).allSatisfy { _ in random.poisson(0) == 0 })
    }

    @Test func normalIsCentredAndOfWidthOne() {
        #expect(abs(mean { $0.normal() }) < 0.03)
        let squares = mean { random in
            let value = random.normal()
            return value * value
        }
        #expect(abs(squares - 1) < 0.05)
    }

    @Test func paretoKeepsItsEndsAndItsTail() {
        var random = SeededRandom(seed: 3)
        let values = (0..<Self.draws).map { _ in random.pareto(least: 2, exponent: 1.2, most: 100) }
        #expect(values.allSatisfy { (2...100).contains($0) })
        // P(x > 20) = (2 / 20)^1.2
        let tail = Double(values.count { $0 > 20 }) / Double(Self.draws)
        #expect(abs(tail - 0.063) < 0.01)
    }

    @Test func logNormalHasItsMedian() {
        var random = SeededRandom(seed: 4)
        let values = (0..<Self.draws).map { _ in random.logNormal(median: 3, sigma: 1) }.sorted()
        #expect(abs(values[Self.draws / 2] - 3) < 0.15)
    }
}
