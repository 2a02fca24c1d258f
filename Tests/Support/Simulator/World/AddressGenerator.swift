import Glibc
import IPNetworks
import TestHosts

/// Draws the addresses of a world.
struct AddressGenerator {
    private let shape: WorldShape
    private let arsenal: Arsenal
    private var random: SeededRandom
    private let botnets: [Botnet]
    /// The sum of all botnets' sizes up to each.
    private let botnetSizes: [Double]

    /// A family of bots does the same things, at work for a while.
    private struct Botnet {
        let kit: Kit
        let days: ClosedRange<Double>
        let vigour: Double
    }

    private static let firstAddress: UInt32 = 11 << 24
    /// Addresses lie this far apart: some of them share a /24.
    private static let stride: UInt32 = 37

    init(_ shape: WorldShape, arsenal: Arsenal, random: SeededRandom) {
        self.shape = shape
        self.arsenal = arsenal
        var random = random
        let days = Double(shape.days)
        botnets = (0..<shape.botnets).map { _ in
            let plan: Kit.Plan = random.chance(0.4) ? .guess : random.chance(0.5) ? .install : .probe
            let first = random.uniform(-0.3 * days...0.8 * days)
            return Botnet(
                kit: arsenal.kit(plan, &random), days: first...first + random.uniform(0.3 * days...1.2 * days),
                vigour: random.logNormal(median: 1, sigma: 0.4))
        }
        var sum = 0.0
        botnetSizes = (0..<shape.botnets).map { number in
            sum += pow(Double(number + 1), -shape.botnetSkew)
            return sum
        }
        self.random = random
    }

    mutating func draw() -> [SimulatedAddress] {
        var populations: [Population] = []
        for population in Population.allCases {
            let count = Int((shape.populations[population] ?? 0) * Double(shape.addresses))
            populations += [Population](repeating: population, count: count)
        }
        populations += [Population](repeating: .bystander, count: max(0, shape.addresses - populations.count))
        populations.shuffle(using: &random)
        return populations.enumerated().map { index, population in
            draw(population, at: IPAddress(v4: Self.firstAddress &+ UInt32(index) &* Self.stride))
        }
    }

    private mutating func draw(_ population: Population, at address: IPAddress) -> SimulatedAddress {
        let isKnown = random.chance(shape.knownShare)
        func made(
            _ spells: [Range<Int>], _ kit: Kit?, visits: Double, attacks: Double, factor: Double = 1
        ) -> SimulatedAddress {
            SimulatedAddress(
                address: address, population: population, spells: spells, kit: kit, visitsPerDay: visits,
                attacksPerDay: attacks, whitelistFactor: factor)
        }
        switch population {
        case .botnet:
            let botnet = botnets[pickBotnet()]
            let visits = min(
                40, random.logNormal(median: shape.visitsMedian, sigma: shape.visitsSigma) * botnet.vigour)
            return made(
                botSpells(of: botnet), botnet.kit, visits: visits, attacks: visits * shape.attacksForEachVisit)
        case .targetedHuman:
            let plan: Kit.Plan = random.chance(0.5) ? .install : .probe
            return made(
                spells(count: 1 + random.below(3), days: 0.2...3), arsenal.kit(plan, &random), visits: 0.15,
                attacks: random.uniform(0.5...3))
        case .scanner:
            return made(
                always, arsenal.kit(.look, &random), visits: random.uniform(0.5...4), attacks: random.uniform(0.1...1),
                factor: isKnown ? 0.1 : 1)
        case .crawler:
            return made(
                always, arsenal.kit(.look, &random), visits: random.uniform(0.05...0.3), attacks: 0.05,
                factor: isKnown ? 0 : 1)
        case .carrierNAT:
            return made(
                spells(count: 1 + random.below(2), days: 0.5...4), arsenal.kit(.guess, &random), visits: 0.5,
                attacks: 0.5)
        case .misconfigured:
            return made(
                spells(count: 1 + random.below(3), days: 0.1...2), arsenal.kit(.mistake, &random), visits: 1,
                attacks: 0.3)
        case .bystander: return made([], nil, visits: 0, attacks: 0)
        }
    }

    private mutating func pickBotnet() -> Int {
        let place = random.unit() * (botnetSizes.last ?? 0)
        return min(botnets.count - 1, botnetSizes.firstIndex { $0 > place } ?? 0)
    }

    private var always: [Range<Int>] { [0..<shape.days * 24] }

    /// A bot stays at an address until it moves on; most never come back.
    private mutating func botSpells(of botnet: Botnet) -> [Range<Int>] {
        var spells: [Range<Int>] = []
        var day = random.uniform(botnet.days)
        repeat {
            let stay = random.pareto(least: shape.stayLeast, exponent: shape.stayExponent, most: 400)
            append(day...min(botnet.days.upperBound, day + stay), to: &spells)
            day += stay + random.uniform(20...120)
        } while random.chance(0.3) && day < botnet.days.upperBound
        return spells
    }

    private mutating func spells(count: Int, days: ClosedRange<Double>) -> [Range<Int>] {
        var spells: [Range<Int>] = []
        let starts = (0..<count).map { _ in random.uniform(0...Double(shape.days)) }.sorted()
        for start in starts { append(start...start + random.uniform(days), to: &spells) }
        return spells
    }

    /// Adds what of these days lies in the world and after the spells before.
    private func append(_ days: ClosedRange<Double>, to spells: inout [Range<Int>]) {
        let first = max(spells.last.map { $0.upperBound + 1 } ?? 0, Int(days.lowerBound * 24))
        let end = min(shape.days * 24, Int((days.upperBound * 24).rounded(.up)))
        if first < end { spells.append(first..<end) }
    }
}
