package import Blocklists
package import IPNetworks

/// Whether packets from an address are dropped, why, and what would change it.
package struct BlockExplanation: Sendable {
    package enum Verdict: Hashable, Sendable {
        /// Its packets are dropped. `isInForce`: the kernel has confirmed that it holds what it was given.
        case blocked(isInForce: Bool)
        /// Its packets are counted and logged, and let through.
        case loggedOnly
        /// It is listed or not; either way it is never blocked, for these reasons.
        case allowed([AllowReason])
        /// It is listed, and addresses of its family are left alone.
        case notCovered
        case notListed
    }

    package var address: IPAddress
    package var verdict: Verdict
    /// Who lists it, since when and where.
    package var entries: [ListedEntry]
    /// It was blocked before this start, and some source that may have listed it has not answered yet.
    package var isInherited: Bool
    /// What would let it through, the surest first; empty when nothing keeps it out.
    package var remedies: [UnblockRemedy]

    package init(
        address: IPAddress, verdict: Verdict, entries: [ListedEntry] = [], isInherited: Bool = false
    ) {
        self.address = address
        self.verdict = verdict
        self.entries = entries
        self.isInherited = isInherited
        switch verdict {
        case .blocked, .loggedOnly:
            remedies = UnblockRemedy.all(for: address, entries, isInherited: isInherited)
        case .allowed, .notCovered, .notListed: remedies = []
        }
    }
}

extension BlockExplanation: CustomStringConvertible {
    /// Several lines for people.
    package var description: String {
        let listed = entries.map { "  \($0.text)" }
        let ways = remedies.map { "  to unblock it: \($0)" }
        return ([headline] + listed + (isInherited ? ["  \(Self.inherited)"] : []) + ways).joined(separator: "\n")
    }

    private static let inherited = "it was blocked before this start, and not all sources have answered since"

    private var headline: String {
        switch verdict {
        case .blocked(true): "\(address) is blocked"
        case .blocked(false): "\(address) is to be blocked, and the kernel has not confirmed it"
        case .loggedOnly: "\(address) is listed, and its packets are only logged"
        case .allowed(let reasons):
            "\(address) is never blocked: " + reasons.map(\.description).joined(separator: "; ")
        case .notCovered: "\(address) is listed, and IPv6 addresses are left alone (SIKKER_IPV6)"
        case .notListed: "\(address) is on no list"
        }
    }
}
