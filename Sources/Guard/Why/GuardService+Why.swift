package import Blocklists
package import IPNetworks

extension GuardService {
    /// Whether an address is blocked, which line of which list says so, since when, and what would unblock it; `nil`
    /// before the guard is at work. Reads lists from disk.
    package func why(_ address: IPAddress) async -> BlockExplanation? {
        await orders?.explanation(of: address)
    }
}

extension ControlDesk {
    /// The sources that list anything of a range, and how many ranges that is.
    package func listed(in range: IPRange) async -> [(source: SourceIdentity, ranges: Int)] {
        var found: [(source: SourceIdentity, ranges: Int)] = []
        for keeper in await staff.crew.keepers {
            let ranges = await keeper.rangeCount(in: range)
            if ranges > 0 { found.append((keeper.source.identity, ranges)) }
        }
        return found
    }

    /// Whether an address is blocked, and why.
    func explanation(of address: IPAddress) async -> BlockExplanation {
        let standing = await enforcer.standing(of: address)
        var entries = [] as [ListedEntry]
        for keeper in await staff.crew.keepers {
            if let entry = await keeper.explain(address) { entries.append(entry) }
        }
        let isKeptOut = standing.isListed || standing.isInherited
        let verdict: BlockExplanation.Verdict =
            if !standing.allowed.isEmpty {
                .allowed(standing.allowed)
            } else if !isKeptOut {
                .notListed
            } else if !standing.isCovered {
                .notCovered
            } else if standing.isLogOnly {
                .loggedOnly
            } else {
                .blocked(isInForce: standing.isInForce)
            }
        return BlockExplanation(
            address: address, verdict: verdict, entries: entries, isInherited: standing.isInherited)
    }
}
