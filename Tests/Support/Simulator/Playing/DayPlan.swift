import TestHosts

/// Draws what happens on a day, hour by hour: what the address holders do, and what reporters make of it.
struct DayPlan {
    private let world: World
    private var random: SeededRandom
    /// The sum of the sizes of those reporters who are attacked, up to each, and their indices.
    private let sizes: [Double]
    private let attacked: [Int]
    /// Those to whom mistakes happen: whoever really knocks somewhere is taken for an attacker more often.
    private let confusable: [Int]
    private let rings: [[Int]]
    private var victims: [[Int]] = []
    private var flooded: [Int: [Int]] = [:]

    /// Mistakes that concern innocents who were seen somewhere.
    private static let confusedShare = 0.4
    /// How likely one who lies in a tenth of its reports follows its ring, for each genuine report on a day.
    private static let mimicShare = 0.1
    /// List entries that an account copies in a day.
    private static let copies = 1.0
    private static let floodsPerDay = 30
    private static let floodVictims = 3
    private static let framerZeal = 0.1
    /// Visits that a compromised sensor makes up in a day.
    private static let forgedVisits = 5.0
    /// The organisation of the compromised sensor. Lenders are numbered from 2,000,000.
    static let firstLender: Int64 = 2_000_000

    init(_ world: World) {
        self.world = world
        random = SeededRandom(seed: world.seed &* 0x5851_f42d_4c95_7f2d &+ 3)
        attacked = world.reporters.indices.filter { world.reporters[$0].kind.reportsAttacks }
        var sum = 0.0
        sizes = attacked.map {
            sum += world.reporters[$0].size
            return sum
        }
        confusable = world.innocents.filter { world.addresses[$0].population != .bystander }
        var rings: [[Int]] = []
        for index in world.reporters.indices where world.reporters[index].kind.followsRing {
            let ring = world.reporters[index].ring
            while rings.count <= ring { rings.append([]) }
            rings[ring].append(index)
        }
        self.rings = rings
    }

    /// The events of each hour of a day.
    ///
    /// - Parameter listed: indices of the addresses on the list as it was published that day.
    mutating func events(ofDay day: Int, listed: [Int]) -> [[SimulatedEvent]] {
        var hours = [[SimulatedEvent]](repeating: [], count: 24)
        for index in world.addresses.indices {
            if let active = world.addresses[index].activeHours(ofDay: day) { attack(by: index, in: active, &hours) }
        }
        copy(listed, on: day, &hours)
        if world.shape.liarShare > 0 { lie(on: day, genuine: genuineReports(in: hours), &hours) }
        for hour in hours.indices { hours[hour].shuffle(using: &random) }
        return hours

        func attack(by index: Int, in active: Range<Int>, _ hours: inout [[SimulatedEvent]]) {
            let address = world.addresses[index]
            let share = Double(active.count) / 24
            for _ in 0..<random.poisson(address.visitsPerDay * share) {
                let lender = random.chance(world.shape.ownSensorShare) ? nil : drawLender()
                hours[drawHour(in: active)].append(.visit(address: index, lender: lender, isForged: false))
            }
            for _ in 0..<random.poisson(address.attacksPerDay * share) {
                guard let reporter = drawAttacked(on: day) else { continue }
                let isMistaken = random.chance(world.reporters[reporter].error)
                let reported = isMistaken ? drawConfused() : index
                hours[drawHour(in: active)].append(
                    .report(address: reported, reporter: reporter, kind: isMistaken ? .mistaken : .genuine))
            }
        }
    }

    private mutating func copy(_ listed: [Int], on day: Int, _ hours: inout [[SimulatedEvent]]) {
        for index in world.reporters.indices {
            let reporter = world.reporters[index]
            guard reporter.kind.copiesTheList, reporter.firstDay <= day else { continue }
            for _ in 0..<random.poisson(Self.copies) {
                guard let address = random.pick(listed) else { return }
                hours[random.below(24)].append(.report(address: address, reporter: index, kind: .copied))
            }
        }
    }
}

// MARK: - Lies

extension DayPlan {
    /// How much of what happened on a day mimics reported.
    private func genuineReports(in hours: [[SimulatedEvent]]) -> [Int: Double] {
        var counts: [Int: Double] = [:]
        guard world.shape.mimicShare > 0 else { return counts }
        for case .report(_, let reporter, _) in hours.joined() where world.reporters[reporter].kind == .mimic {
            counts[reporter, default: 0] += 1
        }
        return counts
    }

    /// - Parameter genuine: how often each mimic told the truth that day.
    private mutating func lie(on day: Int, genuine: [Int: Double], _ hours: inout [[SimulatedEvent]]) {
        if day % world.shape.victimDays == 0 || victims.isEmpty {
            victims = rings.map { _ in
                (0..<world.shape.victimsEachWeek).compactMap { _ in random.pick(world.innocents) }
            }
        }
        for index in world.reporters.indices {
            let reporter = world.reporters[index]
            guard reporter.lies(on: day) else { continue }
            func accuse(_ address: Int) {
                hours[random.below(24)].append(.report(address: address, reporter: index, kind: .lie))
            }
            switch reporter.kind {
            case .honest, .lazyEcho, .careless: break
            case .colluder, .camouflaged, .sleeper, .bought:
                for victim in victims[reporter.ring] where random.chance(world.shape.ringZeal) { accuse(victim) }
            case .mimic:
                for _ in 0..<random.poisson(Self.mimicShare * (genuine[index] ?? 0)) {
                    if let victim = random.pick(victims[reporter.ring]) { accuse(victim) }
                }
            case .networkFramer:
                for address in world.quietNetwork where random.chance(Self.framerZeal) { accuse(address) }
            case .flooder:
                let targets =
                    flooded[index]
                    ?? (0..<Self.floodVictims).compactMap { _ in random.pick(world.innocents) }
                flooded[index] = targets
                for _ in 0..<Self.floodsPerDay {
                    if let victim = random.pick(targets) { accuse(victim) }
                }
            }
        }
        guard day >= world.shape.warmUpDays else { return }
        for _ in 0..<random.poisson(Self.forgedVisits) {
            let isTogether = world.shape.forgers > 1
            guard let address = random.pick(isTogether ? random.pick(victims) ?? [] : world.innocents) else { continue }
            let lender = Self.firstLender + Int64(random.below(world.shape.forgers))
            hours[random.below(24)].append(.visit(address: address, lender: lender, isForged: true))
        }
    }
}

// MARK: - Draws

extension DayPlan {
    private mutating func drawHour(in active: Range<Int>) -> Int {
        (active.lowerBound + random.below(active.count)) % 24
    }

    private mutating func drawLender() -> Int64 { Self.firstLender + Int64(random.below(world.shape.lenders)) }

    /// One of those who are attacked, the larger the likelier; `nil` when its owner has no account yet.
    private mutating func drawAttacked(on day: Int) -> Int? {
        let place = random.unit() * (sizes.last ?? 0)
        var (low, high) = (0, sizes.count)
        while low < high {
            let middle = (low + high) / 2
            if sizes[middle] > place { high = middle } else { low = middle + 1 }
        }
        guard low < attacked.count, world.reporters[attacked[low]].firstDay <= day else { return nil }
        return attacked[low]
    }

    private mutating func drawConfused() -> Int {
        let among = random.chance(Self.confusedShare) && !confusable.isEmpty ? confusable : world.innocents
        return random.pick(among) ?? 0
    }
}
