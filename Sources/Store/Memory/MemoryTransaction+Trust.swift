import IPNetworks
import ThreatModel

extension MemoryTransaction {
    func trust(of account: Int64) -> StoredTrust { state.trust[account] ?? StoredTrust() }

    func addTrust(_ trust: StoredTrust, to account: Int64) {
        state.trust[account, default: StoredTrust()].confirmed += trust.confirmed
        state.trust[account, default: StoredTrust()].refuted += trust.refuted
    }

    // MARK: Claims

    private var sortedClaims: [StoredClaim] {
        state.claims.sorted { a, b in
            if a.at != b.at { return a.at < b.at }
            let (first, second) = (a.address.networkBytes, b.address.networkBytes)
            return first == second ? a.account < b.account : first.lexicographicallyPrecedes(second)
        }
    }

    func claim(by account: Int64, about address: IPAddress) -> StoredClaim? {
        state.claims.first { $0.account == account && $0.address == address }
    }

    func forEachClaim(about address: IPAddress, _ body: (StoredClaim) throws -> Bool) throws {
        for claim in state.claims.filter({ $0.address == address }).sorted(by: { $0.account < $1.account }) {
            guard try body(claim) else { return }
        }
    }

    func openClaims(about address: IPAddress, limit: Int) -> [StoredClaim] {
        let open = state.claims.filter { $0.address == address && $0.outcome == StoredClaim.open }
        return Array(open.sorted { $0.account < $1.account }.prefix(limit))
    }

    func openClaims(madeUpTo time: Timestamp, limit: Int) -> [StoredClaim] {
        Array(sortedClaims.filter { $0.outcome == StoredClaim.open && $0.at <= time }.prefix(limit))
    }

    func saveClaim(_ claim: StoredClaim) {
        state.claims.removeAll { $0.account == claim.account && $0.address == claim.address }
        state.claims.append(claim)
    }

    func noteConfirmed(_ block: IPPrefix, of account: Int64) -> Bool {
        state.confirmedBlocks[account, default: []].insert(block).inserted
    }

    func pruneClaims(before cutoff: Timestamp, limit: Int) -> Int {
        let old = Set(sortedClaims.filter { $0.at < cutoff }.prefix(limit))
        state.claims.removeAll { old.contains($0) }
        return old.count
    }

    // MARK: Organisations

    func organisationVersion() -> UInt64 { state.organisationVersion }

    func organisations() -> [StoredOrganisation] {
        state.organisations.map { StoredOrganisation(account: $0.key, organisation: $0.value) }
            .sorted { $0.account < $1.account }
    }

    func setOrganisations(_ organisations: [StoredOrganisation]) {
        for entry in organisations { state.organisations[entry.account] = entry.organisation }
        state.organisationVersion += 1
    }

    func submissionNetworks(of account: Int64) -> [IPPrefix] {
        state.submissionNetworks.filter { $0.value.contains(account) }.keys.sorted { a, b in
            (a.address.networkBytes + [a.length]).lexicographicallyPrecedes(b.address.networkBytes + [b.length])
        }
    }

    func firstAccount(submittingFrom network: IPPrefix) -> Int64? { state.submissionNetworks[network]?.min() }

    func addSubmissionNetwork(_ network: IPPrefix, of account: Int64) {
        state.submissionNetworks[network, default: []].insert(account)
    }
}
