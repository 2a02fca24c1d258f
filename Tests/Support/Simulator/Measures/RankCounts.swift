/// How often which confidence was given to addresses of each population.
package struct RankCounts: Sendable {
    private var counts = [Population: [Int]](
        uniqueKeysWithValues: Population.allCases.map { ($0, [Int](repeating: 0, count: 101)) })

    package init() {}

    package mutating func note(_ confidence: Int, of population: Population) {
        counts[population]?[min(100, max(0, confidence))] += 1
    }

    private func sum(isHostile: Bool) -> [Int] {
        counts.filter { $0.key.isHostile == isHostile }.values.reduce(into: [Int](repeating: 0, count: 101)) {
            for place in $0.indices { $0[place] += $1[place] }
        }
    }

    /// The probability that a hostile address has a higher confidence than an innocent one, equal ones counting half: the
    /// area under the curve of true over false positives.
    package var auc: Double {
        let (hostile, innocent) = (sum(isHostile: true), sum(isHostile: false))
        let pairs = Double(hostile.reduce(0, +)) * Double(innocent.reduce(0, +))
        guard pairs > 0 else { return .nan }
        var below = 0.0
        var won = 0.0
        for place in hostile.indices {
            won += Double(hostile[place]) * (below + Double(innocent[place]) / 2)
            below += Double(innocent[place])
        }
        return won / pairs
    }

    /// Of those who reach a confidence, the hostile share.
    package func precision(at confidence: Int) -> Double {
        let right = sum(isHostile: true)[confidence...].reduce(0, +)
        let wrong = sum(isHostile: false)[confidence...].reduce(0, +)
        return right + wrong == 0 ? .nan : Double(right) / Double(right + wrong)
    }

    /// Of the hostile ones, the share that reaches a confidence.
    package func recall(at confidence: Int) -> Double {
        let hostile = sum(isHostile: true)
        let all = hostile.reduce(0, +)
        return all == 0 ? .nan : Double(hostile[confidence...].reduce(0, +)) / Double(all)
    }

    /// Of the hostile ones, the share that reaches the lowest confidence from `least` on at which so large a share is hostile; the
    /// highest confidence where none is right so often.
    package func recall(atPrecision precision: Double, from least: Int) -> Double {
        recall(at: (least...100).first { self.precision(at: $0) >= precision } ?? 100)
    }

    /// Of a population, the share that reaches a confidence.
    package func share(of population: Population, at confidence: Int) -> Double {
        let all = counts[population]?.reduce(0, +) ?? 0
        return all == 0 ? .nan : Double(counts[population]?[confidence...].reduce(0, +) ?? 0) / Double(all)
    }

    /// How often a population was looked at.
    package func looks(at population: Population) -> Int { counts[population]?.reduce(0, +) ?? 0 }
}
