import IPNetworks
import Scoring
import TestHosts
import ThreatModel

/// Plays a world through the real rules of evidence, trust and scoring, and judges every formula by the truth.
package struct Simulation {
    private let world: World
    private let judge: Judge
    private var plan: DayPlan
    private var ledger: ReporterLedger<WorldTrustShelf>
    private let organisations: Organisations
    private let indices: [IPAddress: Int]
    private var random: SeededRandom

    private var holdings: [Holdings]
    /// Of innocents, what would be held had nobody lied.
    private var withoutLies: [Int: Holdings] = [:]
    private var progress: [[AddressProgress]]
    private var outcomes = [FormulaOutcome](repeating: FormulaOutcome(), count: Formula.allCases.count)

    /// Midnight at which every world begins.
    private static let start = Timestamp(milliseconds: 1_767_225_600_000)
    /// Addresses hold to be hostile for so long after they last were.
    private static let hostileHours = 7 * 24
    private static let silentHours = 45 * 24
    /// What was silent for so long is forgotten by a server; only whether it would still be listed is asked of it.
    private static let retentionHours = 30 * 24
    static let listedFrom = 50

    package init(_ world: World, judge: Judge) {
        self.world = world
        self.judge = judge
        plan = DayPlan(world)
        ledger = ReporterLedger(policy: judge.policy, shelf: WorldTrustShelf())
        organisations = Organisations(world.reporters.map { ($0.account, $0.organisation) })
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
        print("vetted", vetted)
        return outcomes
    }

    private static func time(_ hour: Int) -> Timestamp {
        Timestamp(milliseconds: start.milliseconds + Int64(hour) * 3_600_000)
    }
}

// MARK: - What happens

extension Simulation {
    private mutating func play(_ event: SimulatedEvent, at hour: Int) throws {
        switch event {
        case .visit(let address, let lender, let isForged):
            let shown = isForged ? forgedSightings(lender, at: hour) : sightings(of: address, lender, at: hour)
            let isListed = progress[Formula.sikker.rawValue][address].isListed
            for sighting in shown {
                try ledger.note(sighting, of: world.addresses[address].address, isListed: isListed)
            }
            holdings[address].add(shown)
            if isForged {
                accuse(address)
            } else if withoutLies[address] != nil {
                withoutLies[address]?.add(shown)
            }
            noteChange(of: address, at: hour, isGenuine: !isForged)
        case .report(let address, let reporter, let honesty):
            let report = try report(on: address, by: reporter, honesty, at: hour)
            if honesty == .lie { accuse(address) }
            holdings[address].add(report)
            if honesty != .lie, withoutLies[address] != nil { withoutLies[address]?.add(report) }
            noteChange(of: address, at: hour, isGenuine: honesty == .genuine)
        }
    }

    /// From now on, what is held of an innocent is kept a second time, without the lies.
    private mutating func accuse(_ address: Int) {
        guard withoutLies[address] == nil else { return }
        withoutLies[address] = holdings[address]
        for formula in outcomes.indices { outcomes[formula].slandered += 1 }
    }

    private mutating func sightings(of address: Int, _ lender: Int64?, at hour: Int) -> [BehaviourSighting] {
        guard let tricks = random.pick(world.addresses[address].kit?.protocols ?? []) else { return [] }
        return tricks.compactMap { trick in
            guard random.chance(trick.probability) else { return nil }
            return sighting(trick.behaviour, trick.severity, trick.protocol, lender, at: hour)
        }
    }

    /// What a compromised sensor makes up.
    private func forgedSightings(_ lender: Int64?, at hour: Int) -> [BehaviourSighting] {
        [
            sighting("any.brute_force", .medium, .telnet, lender, at: hour),
            sighting("sh.dropper_pipe", .veryHigh, .telnet, lender, at: hour),
        ]
    }

    private func sighting(
        _ behaviour: String, _ severity: Severity, _ protocol: AttackProtocol, _ lender: Int64?, at hour: Int
    ) -> BehaviourSighting {
        BehaviourSighting(
            behaviour: behaviour, severity: severity, protocol: `protocol`, at: Self.time(hour),
            sensor: lender.map { .lent(organisation: $0) } ?? .own, isProven: true)
    }

    private mutating func report(
        on address: Int, by reporter: Int, _ honesty: SimulatedEvent.Honesty, at hour: Int
    ) throws -> ReportEvidence {
        let account = world.reporters[reporter]
        let isEcho = honesty == .copied && account.declaresEchoes
        let time = Self.time(hour)
        try ledger.noteReport(
            of: world.addresses[address].address, by: account.account, kind: isEcho ? .listBlock : .observed, at: time,
            isListed: progress[Formula.sikker.rawValue][address].isListed,
            whitelistFactor: world.addresses[address].whitelistFactor)
        return ReportEvidence(
            category: world.addresses[address].kit?.category ?? .bruteForce, protocolName: nil,
            kind: isEcho ? .listBlock : .observed, at: time, account: account.account,
            organisation: account.organisation,
            standing: judge.policy.standing(of: record(of: account), at: time))
    }
}

// MARK: - Trust

extension Simulation {
    private func record(of account: SimulatedReporter) -> AccountRecord {
        var record = AccountRecord(isOperator: false, createdAt: Self.time(account.firstDay * 24))
        record.add(ledger.shelf.changes[account.account] ?? .none)
        return record
    }

    private mutating func settle(at hour: Int) throws {
        let now = Self.time(hour)
        _ = try ledger.settle(at: now, limit: .max, organisations: organisations) { [holdings, indices, world] address in
            guard let index = indices[address] else { return (false, 1) }
            let isWitnessed = holdings[index].evidence.witnesses[Int(Severity.medium.rawValue)...].contains { $0.own != nil }
            return (isWitnessed, world.addresses[index].whitelistFactor)
        }
        ledger.shelf.forgetClaims(before: judge.policy.forgottenBefore(now))
    }

    var vetted: [ReporterKind: Int] {
        var counts: [ReporterKind: Int] = [:]
        for reporter in world.reporters where judge.policy.standing(of: record(of: reporter), at: Self.time(world.shape.days * 24)).isVetted { counts[reporter.kind, default: 0] += 1 }
        return counts
    }
}

// MARK: - What it led to

extension Simulation {
    private func confidence(_ formula: Formula, of address: Int, at hour: Int) -> Int {
        judge.confidence(
            formula, holdings[address], at: Self.time(hour), whitelistFactor: world.addresses[address].whitelistFactor)
    }

    /// Follows an address onto the list, and innocents who were lied about wherever they are brought.
    private mutating func noteChange(of address: Int, at hour: Int, isGenuine: Bool) {
        let isAccused = withoutLies[address] != nil
        for formula in Formula.allCases {
            let place = formula.rawValue
            if isGenuine { progress[place][address].noteAttack(at: hour) }
            guard !progress[place][address].isListed || isAccused && progress[place][address].worst < 70 else { continue }
            let confidence = confidence(formula, of: address, at: hour)
            if confidence >= Self.listedFrom { progress[place][address].noteListing(at: hour) }
            if isAccused, confidence >= Self.listedFrom { noteFrame(formula, of: address, confidence, at: hour) }
        }
    }

    /// An innocent stands at `confidence`: has it come there by lies?
    private mutating func noteFrame(_ formula: Formula, of address: Int, _ confidence: Int, at hour: Int) {
        guard let honest = withoutLies[address] else { return }
        let without = judge.confidence(
            formula, honest, at: Self.time(hour), whitelistFactor: world.addresses[address].whitelistFactor)
        let place = formula.rawValue
        for threshold in [50, 70] where confidence >= threshold && without < threshold {
            guard progress[place][address].worst < threshold else { continue }
            progress[place][address].worst = threshold
            if threshold == 50 { outcomes[place].framedAt50 += 1 } else { outcomes[place].framedAt70 += 1 }
        }
    }

    /// At midnight: who has faded from the list.
    private mutating func release(at hour: Int) {
        for address in world.addresses.indices {
            for formula in Formula.allCases where formula.fades && progress[formula.rawValue][address].isListed {
                guard confidence(formula, of: address, at: hour) < Self.listedFrom else { continue }
                let days = progress[formula.rawValue][address].noteRelease(at: hour)
                if world.addresses[address].population.isHostile { outcomes[formula.rawValue].daysToRelease.note(days) }
            }
        }
    }

    /// Once a week: what every formula says of everybody of whom something is known.
    private mutating func look(at hour: Int) {
        for address in world.addresses.indices where !holdings[address].isEmpty {
            let lastSeen = holdings[address].evidence.lastSeen ?? Self.start
            let isHeld = Self.time(hour).since(lastSeen) < .seconds(Self.retentionHours * 3600)
            let truth = world.addresses[address]
            let silence = truth.lastHostileHour(before: hour).map { hour - $0 }
            // Between these, an address is neither wrongly nor rightly listed: its owner may have been cleaned or not.
            let isHostile = silence.map { $0 < Self.hostileHours }
            let isSilent = silence.map { $0 >= Self.silentHours } ?? false
            guard isHostile != false && isHeld || isSilent else { continue }
            for formula in Formula.allCases {
                let confidence = confidence(formula, of: address, at: hour)
                if isSilent {
                    outcomes[formula.rawValue].silent += 1
                    if confidence >= 70 { outcomes[formula.rawValue].silentAt70 += 1 }
                } else {
                    outcomes[formula.rawValue].ranks.note(confidence, of: truth.population)
                }
            }
        }
    }

    private mutating func finish() {
        for formula in Formula.allCases {
            for address in world.addresses.indices where world.addresses[address].population.isHostile {
                for hours in progress[formula.rawValue][address].listings { outcomes[formula.rawValue].hoursToListing.note(hours) }
            }
        }
    }
}
