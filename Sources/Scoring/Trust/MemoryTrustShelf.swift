package import IPNetworks
package import ThreatModel

/// Books of trust in memory: the reference, and what simulations use.
package struct MemoryTrustShelf: TrustShelf {
    private var claims: [IPAddress: [Int64: ReportClaim]] = [:]
    private var confirmedBlocks: Set<ConfirmedBlock> = []
    /// What each account has earned so far; accounts that nothing is known of are absent.
    package private(set) var changes: [Int64: TrustChange] = [:]

    private struct ConfirmedBlock: Hashable {
        let block: IPPrefix
        let account: Int64
    }

    package init() {}

    package func claim(by account: Int64, about address: IPAddress) -> ReportClaim? { claims[address]?[account] }

    package func forEachClaim(about address: IPAddress, _ body: (ReportClaim) throws -> Bool) rethrows {
        for claim in (claims[address] ?? [:]).values {
            guard try body(claim) else { return }
        }
    }

    package func openClaims(about address: IPAddress, limit: Int) -> [ReportClaim] {
        let open = (claims[address] ?? [:]).values.filter { $0.outcome == .open }
        return Array(open.sorted { $0.account < $1.account }.prefix(limit))
    }

    package func openClaims(madeUpTo time: Timestamp, limit: Int) -> [(address: IPAddress, claim: ReportClaim)] {
        let open = claims.flatMap { address, claims in
            claims.values.filter { $0.outcome == .open && $0.at <= time }.map { (address: address, claim: $0) }
        }
        return Array(
            open.sorted { a, b in
                (a.claim.at, a.address, a.claim.account) < (b.claim.at, b.address, b.claim.account)
            }.prefix(limit))
    }

    package mutating func save(_ claim: ReportClaim, about address: IPAddress) {
        claims[address, default: [:]][claim.account] = claim
    }

    package mutating func noteConfirmed(_ block: IPPrefix, of account: Int64) -> Bool {
        confirmedBlocks.insert(ConfirmedBlock(block: block, account: account)).inserted
    }

    package mutating func add(_ change: TrustChange, to account: Int64) {
        changes[account, default: .none].confirmed += change.confirmed
        changes[account, default: .none].refuted += change.refuted
    }

    /// Forgets claims made before `time`.
    package mutating func forgetClaims(before time: Timestamp) {
        claims = claims.mapValues { $0.filter { $0.value.at >= time } }.filter { !$0.value.isEmpty }
    }
}
