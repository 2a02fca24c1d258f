import TestHosts

/// Draws the accounts of a world.
struct ReporterGenerator {
    private let shape: WorldShape
    private var random: SeededRandom

    /// Of a ring's accounts, how many submit from networks that the rules see to belong together.
    private static let joinedShare = 0.3
    /// When accounts change hands.
    private static let daysOfSale = 60.0...150
    /// Accounts joined with others are numbered from here, by ring.
    private static let firstJoinedOrganisation: Int64 = 1_000_000

    init(_ shape: WorldShape, random: SeededRandom) {
        self.shape = shape
        self.random = random
    }

    mutating func draw() -> [SimulatedReporter] {
        let liars = Int(shape.liarShare * Double(shape.reporters))
        let honest = shape.reporters - liars
        return (0..<honest).map { drawHonest(Int64($0 + 1)) }
            + (0..<liars).map { drawLiar(number: $0, of: liars, account: Int64(honest + $0 + 1)) }
    }

    private mutating func drawHonest(_ account: Int64) -> SimulatedReporter {
        let kind: ReporterKind =
            random.chance(shape.echoShare)
            ? .lazyEcho : random.chance(shape.carelessShare / (1 - shape.echoShare)) ? .careless : .honest
        return SimulatedReporter(
            account: account, organisation: account, kind: kind, firstDay: Int(random.uniform(-60...100)),
            liesFrom: .max, error: kind == .careless ? shape.carelessError : random.uniform(shape.honestError),
            size: random.pareto(least: 1, exponent: 1.3, most: 100), ring: 0, declaresEchoes: random.chance(0.5))
    }

    /// The first liar is the one who frames a whole network; the others are in rings.
    private mutating func drawLiar(number: Int, of liars: Int, account: Int64) -> SimulatedReporter {
        let ring = number / max(1, shape.ringSize)
        let draw = random.unit()
        let kind = number == 0 ? .networkFramer : liarKind(draw)
        let isOld = kind == .bought
        let first = Int(random.uniform(isOld ? -60...0 : 0...Double(shape.warmUpDays)))
        return SimulatedReporter(
            account: account,
            organisation: random.chance(Self.joinedShare) ? Self.firstJoinedOrganisation + Int64(ring) : account,
            kind: kind, firstDay: first,
            liesFrom: isOld
                ? Int(random.uniform(Self.daysOfSale)) : kind == .sleeper ? first + shape.sleeperDays : first,
            error: random.uniform(shape.honestError), size: random.pareto(least: 1, exponent: 1.3, most: 100),
            ring: ring, declaresEchoes: false)
    }

    /// - Parameter draw: uniform in 0..<1.
    private func liarKind(_ draw: Double) -> ReporterKind {
        let shares: [(ReporterKind, Double)] = [
            (.flooder, shape.flooderShare), (.sleeper, shape.sleeperShare), (.camouflaged, shape.camouflagedShare),
            (.bought, shape.boughtShare), (.mimic, shape.mimicShare),
        ]
        var sum = 0.0
        for (kind, share) in shares {
            sum += share
            if draw < sum { return kind }
        }
        return .colluder
    }
}
