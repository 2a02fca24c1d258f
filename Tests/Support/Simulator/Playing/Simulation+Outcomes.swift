// What it led to, measured by the truth.

extension Simulation {
    /// For so long after its last attack an address counts as hostile.
    private static let hostileHours = 7 * 24
    /// After so long it should be off every strict list.
    private static let silentHours = 45 * 24

    private func confidence(_ formula: Formula, of address: Int, at hour: Int) -> Int {
        judge.confidence(
            formula, holdings[address], at: Self.time(hour), whitelistFactor: world.addresses[address].whitelistFactor)
    }

    /// Follows an address onto the list, and innocents who were lied about wherever they are brought.
    mutating func noteChange(of address: Int, at hour: Int, isGenuine: Bool) {
        let isAccused = withoutLies[address] != nil
        for formula in Formula.allCases {
            let place = formula.rawValue
            if isGenuine { progress[place][address].noteAttack(at: hour) }
            let isSettled = progress[place][address].isListed && (!isAccused || progress[place][address].worst >= 70)
            guard !isSettled else { continue }
            let confidence = confidence(formula, of: address, at: hour)
            if confidence >= Self.listedFrom { progress[place][address].noteListing(at: hour) }
            if isAccused, confidence >= Self.listedFrom { noteFrame(formula, of: address, confidence, at: hour) }
        }
    }

    /// An innocent stands at `confidence`: has it come there by lies?
    private mutating func noteFrame(_ formula: Formula, of address: Int, _ confidence: Int, at hour: Int) {
        // Whoever says of one that attacks that it attacks does not lie.
        guard let honest = withoutLies[address],
            !world.addresses[address].attacked(within: Self.hostileHours, before: hour)
        else { return }
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
    mutating func release(at hour: Int) {
        for address in world.addresses.indices {
            for formula in Formula.allCases where formula.fades && progress[formula.rawValue][address].isListed {
                guard confidence(formula, of: address, at: hour) < Self.listedFrom else { continue }
                let days = progress[formula.rawValue][address].noteRelease(at: hour)
                if world.addresses[address].population.isHostile { outcomes[formula.rawValue].daysToRelease.note(days) }
            }
        }
    }

    /// Once a week: what every formula says of everybody of whom something is known.
    mutating func look(at hour: Int) {
        for address in world.addresses.indices where !holdings[address].isEmpty {
            // What a server has forgotten is neither right nor wrong; of what is silent it is asked what decay alone does.
            let isHeld = holdings[address].isHeld(at: Self.time(hour))
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

    mutating func finish() {
        for formula in Formula.allCases {
            for address in world.addresses.indices where world.addresses[address].population.isHostile {
                for hours in progress[formula.rawValue][address].listings {
                    outcomes[formula.rawValue].hoursToListing.note(hours)
                }
            }
        }
    }
}
