import IPNetworks
import Scoring
import TestHosts
import ThreatModel

/// Plays a world through the real rules of evidence, trust and scoring, and judges every formula by the truth.
package struct Simulation {
    let world: World
    let judge: Judge
    var plan: DayPlan
    var ledger: ReporterLedger<WorldTrustShelf>
    /// The places of all addresses in ``World/addresses``.
    let indices: [IPAddress: Int]
    var random: SeededRandom

    var holdings: [Holdings]
    /// Of innocents, what would be held had nobody lied.
    var withoutLies: [Int: Holdings] = [:]
    /// For each formula, where each address stands.
    var progress: [[AddressProgress]]
    var outcomes = [FormulaOutcome](repeating: FormulaOutcome(), count: Formula.allCases.count)

    /// Midnight at which every world begins.
    private static let start = Timestamp(milliseconds: 1_767_225_600_000)
    /// The confidence from which an address stands on the usual list.
    static let listedFrom = 50

    package init(_ world: World, judge: Judge) {
        self.world = world
        self.judge = judge
        plan = DayPlan(world)
        ledger = ReporterLedger(policy: judge.policy, shelf: WorldTrustShelf())
        indices = Dictionary(
            uniqueKeysWithValues: world.addresses.enumerated().map { ($0.element.address, $0.offset) })
        random = SeededRandom(seed: world.seed ^ 0x2545_f491_4f6c_dd1d)
        holdings = [Holdings](repeating: Holdings(), count: world.addresses.count)
        progress = Formula.allCases.map { _ in
            [AddressProgress](repeating: AddressProgress(), count: world.addresses.count)
        }
    }

    /// How each formula did, in the order of ``Formula``.
    package mutating func run() throws -> [FormulaOutcome] {
        for day in 0..<world.shape.days {
            let listed = world.addresses.indices.filter { progress[Formula.sikker.rawValue][$0].isListed }
            for (hour, events) in plan.events(ofDay: day, listed: listed).enumerated() {
                for event in events { try play(event, at: day * 24 + hour) }
            }
            let midnight = day * 24 + 24
            try settle(at: midnight)
            release(at: midnight)
            if day >= world.shape.warmUpDays, day % 7 == 0 { look(at: midnight) }
        }
        finish()
        return outcomes
    }

    static func time(_ hour: Int) -> Timestamp {
        Timestamp(milliseconds: start.milliseconds + Int64(hour) * 3_600_000)
    }
}
