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
    package mutating func note(_ sighting: BehaviourSighting, of address: IPAddress) throws {
        guard policy.confirmsClaims(sighting) else { return }
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
        at now: Timestamp, limit: Int, facts: (IPAddress) throws -> (isWitnessed: Bool, whitelistFactor: Double)
    ) throws -> Int {
        let due = try shelf.openClaims(madeUpTo: policy.settledUpTo(now), limit: limit)
        for (address, claim) in due {
            let (isWitnessed, factor) = try facts(address)
            var claim = claim
            let before = isWitnessed ? 0 : try accounts(before: claim, about: address)
            let change = policy.settle(
                &claim, ClaimEnd(isWitnessed: isWitnessed, whitelistFactor: factor, before: before))
            try shelf.save(claim, about: address)
            try add(change, to: claim.account)
        }
        return due.count
    }

    /// Accounts that claimed the same earlier, as far as that makes a difference.
    private func accounts(before claim: ReportClaim, about address: IPAddress) throws -> Int {
        var count = 0
        try shelf.forEachClaim(about: address) { other in
            if other.at < claim.at { count += 1 }
            return count < policy.mostAccountsBefore
        }
        return count
    }

    private mutating func add(_ change: TrustChange, to account: Int64) throws {
        if change != .none { try shelf.add(change, to: account) }
    }
}
