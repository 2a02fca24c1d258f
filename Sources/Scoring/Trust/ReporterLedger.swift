package import IPNetworks
package import ThreatModel

/// Keeps the books of trust: told what was reported, what sensors saw and what turned out to be harmless, it changes the
/// records of the accounts concerned. The rules are the policy's, the memory is the shelf's.
package struct ReporterLedger<Shelf: TrustShelf> {
    /// Claims about one address that one sighting confirms; the rest are by the next.
    package static var maximumConfirmations: Int { 1024 }

    package let policy: ScoringPolicy
    package var shelf: Shelf

    package init(policy: ScoringPolicy, shelf: Shelf) {
        self.policy = policy
        self.shelf = shelf
    }

    /// An account reported an address. Echoes are no claims: they say only that the list was believed.
    ///
    /// - Parameters:
    ///   - isListed: whether the address stood on the list before this report.
    ///   - whitelistFactor: what known benign networks leave of its confidence.
    package mutating func noteReport(
        of address: IPAddress, by account: Int64, kind: ReportKind, at time: Timestamp,
        isListed: @autoclosure () throws -> Bool, whitelistFactor: @autoclosure () throws -> Double
    ) throws {
        guard kind != .listBlock else { return }
        if let known = try shelf.claim(by: account, about: address) {
            // One that is open is settled first.
            guard known.outcome != .open, policy.isOver(known, at: time) else { return }
        }
        let (claim, change) = policy.claim(
            by: account, at: time, isListed: try isListed(), whitelistFactor: try whitelistFactor())
        try shelf.save(claim, about: address)
        try add(change, to: account)
    }

    /// A sensor saw something of an address.
    ///
    /// - Parameter isListed: whether the address stood on the list before this sighting.
    package mutating func note(
        _ sighting: BehaviourSighting, of address: IPAddress, isListed: @autoclosure () throws -> Bool
    ) throws {
        guard policy.confirmsClaims(sighting), try !isListed() else { return }
        let block = ScoringPolicy.trustBlock(of: address)
        for var claim in try shelf.openClaims(about: address, limit: Self.maximumConfirmations)
        where policy.canConfirm(claim, at: sighting.at) {
            let isFirst = try shelf.noteConfirmed(block, of: claim.account)
            let change = policy.confirm(&claim, isFirstOfBlock: isFirst)
            try shelf.save(claim, about: address)
            try add(change, to: claim.account)
        }
    }

    /// An appeal about an address was granted, or its network became known as harmless.
    package mutating func noteHarmless(_ address: IPAddress) throws {
        var claims: [ReportClaim] = []
        try shelf.forEachClaim(about: address) { claim in
            claims.append(claim)
            return true
        }
        for var claim in claims {
            let change = policy.refute(&claim)
            try shelf.save(claim, about: address)
            try add(change, to: claim.account)
        }
    }

    /// Ends claims whose time has run out, at most `limit` of them.
    ///
    /// - Parameter facts: whether a sensor of the operator's own saw the address do something grave, and what known benign networks leave
    ///   of its confidence.
    /// - Returns: how many ended; fewer than `limit` means that none is left.
    package mutating func settle(
        at now: Timestamp, limit: Int, organisations: Organisations,
        facts: (IPAddress) throws -> (isWitnessed: Bool, whitelistFactor: Double)
    ) throws -> Int {
        let due = try shelf.openClaims(madeUpTo: policy.settledUpTo(now), limit: limit)
        for (address, claim) in due {
            let (isWitnessed, factor) = try facts(address)
            let others = try otherOrganisations(claim, about: address, organisations)
            var claim = claim
            let change = policy.settle(
                &claim,
                ClaimEnd(otherOrganisations: others, isWitnessed: isWitnessed, whitelistFactor: factor))
            try shelf.save(claim, about: address)
            try add(change, to: claim.account)
        }
        return due.count
    }

    /// Counts no further than the rules ask.
    private func otherOrganisations(
        _ claim: ReportClaim, about address: IPAddress, _ organisations: Organisations
    ) throws -> Int {
        let own = organisations[claim.account]
        var others: Set<Int64> = []
        try shelf.forEachClaim(about: address) { other in
            let organisation = organisations[other.account]
            if organisation != own { others.insert(organisation) }
            return others.count <= policy.trust.fewUpTo
        }
        return others.count
    }

    private mutating func add(_ change: TrustChange, to account: Int64) throws {
        if change != .none { try shelf.add(change, to: account) }
    }
}
