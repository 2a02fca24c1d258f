import Scoring
import ThreatModel

// What happens, as evidence.

extension Simulation {
    mutating func play(_ event: SimulatedEvent, at hour: Int) throws {
        switch event {
        case .visit(let address, let lender, let isForged):
            let shown = isForged ? forgedSightings(lender, at: hour) : sightings(of: address, lender, at: hour)
            let isListed = progress[Formula.sikker.rawValue][address].isListed
            for sighting in shown {
                try ledger.note(sighting, of: world.addresses[address].address, isListed: isListed)
            }
            holdings[address].add(shown, at: Self.time(hour))
            if isForged {
                accuse(address)
            } else if withoutLies[address] != nil {
                withoutLies[address]?.add(shown, at: Self.time(hour))
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
