import Scoring
import ThreatModel

// What happens, as evidence.

extension Simulation {
    mutating func play(_ event: SimulatedEvent, at hour: Int) throws {
        switch event {
        case .visit(let address, let lender, let isForged):
            let shown = isForged ? forgedSightings(lender, at: hour) : sightings(of: address, lender, at: hour)
            for sighting in shown { try ledger.note(sighting, of: world.addresses[address].address) }
            forget(address, at: hour)
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
            forget(address, at: hour)
            holdings[address].add(report)
            if honesty != .lie, withoutLies[address] != nil { withoutLies[address]?.add(report) }
            noteChange(of: address, at: hour, isGenuine: honesty == .genuine)
        }
    }

    /// What was silent for long begins anew. Without the lies it would perhaps have been forgotten earlier, but that is no lie's
    /// doing: what is true of it stays true.
    private mutating func forget(_ address: Int, at hour: Int) {
        guard !holdings[address].isHeld(at: Self.time(hour)) else { return }
        holdings[address] = Holdings()
        if withoutLies[address] != nil { withoutLies[address] = Holdings() }
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
            category: category(address, honesty), protocolName: nil,
            kind: isEcho ? .listBlock : .observed, at: time, account: account.account,
            organisation: account.organisation,
            standing: judge.policy.standing(of: record(of: account), at: time))
    }

    /// Whoever is taken for an attacker is reported for an attack, whatever it does.
    private func category(_ address: Int, _ honesty: SimulatedEvent.Honesty) -> ReportCategory {
        switch honesty {
        case .genuine, .copied: world.addresses[address].kit?.category ?? .bruteForce
        case .mistaken, .lie: .bruteForce
        }
    }
}
