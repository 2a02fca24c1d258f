/// An axis of counts from nought to a round number, with three to six round ticks at equal distances.
package struct ChartScale: Equatable, Sendable {
    /// Between two ticks: 1, 2 or 5 and noughts.
    package let step: Int
    /// The last tick, and the end of the axis.
    package let limit: Int

    /// More than anything that is counted, and safe to reckon with.
    private static let largest = 1_000_000_000_000_000

    /// - Parameter most: the largest count that must find room.
    package init(most: Int) {
        let most = max(0, min(most, Self.largest))
        // 1, 2, 5, 10, 20, 50 …, until five of them reach.
        var (step, factors) = (1, [2, 5, 10])
        var power = 1
        while most > 5 * step {
            step = power * factors.removeFirst()
            if factors.isEmpty { (power, factors) = (step, [2, 5, 10]) }
        }
        self.step = step
        let steps = (most + step - 1) / step
        limit = step * max(2, steps)
    }

    /// From nought up.
    package var ticks: [Int] { Array(stride(from: 0, through: limit, by: step)) }

    /// The part of the axis that a count takes, in thousandths: what is not nought can be seen.
    package func thousandths(_ count: Int) -> Int {
        guard count > 0 else { return 0 }
        return max(1, min(1000, Int(Double(count) / Double(limit) * 1000 + 0.5)))
    }
}
