package import IPNetworks
package import ThreatModel

// What an account's word turns out to be worth. Only sensors of the operator's own earn anybody trust: reporters who agree
// with each other may be one person.

extension ScoringPolicy {
    /// Whether an address of that confidence stands on the usual list.
    package func isListed(_ confidence: UInt8) -> Bool { Double(confidence) >= trust.listedFrom }

    /// The claim that a report makes where there is none by that account, and what it costs at once.
    ///
    /// - Parameters:
    ///   - isListed: whether the address stood on the list before this report.
    ///   - whitelistFactor: what known benign networks leave of the address's confidence.
    package func claim(
        by account: Int64, at time: Timestamp, isListed: Bool, whitelistFactor: Double
    ) -> (claim: ReportClaim, change: TrustChange) {
        var claim = ReportClaim(account: account, at: time, isEarly: !isListed)
        let change = isHarmless(whitelistFactor) ? refute(&claim) : .none
        return (claim, change)
    }

    /// Whether a report begins a new claim although there is one by the same account.
    package func isOver(_ claim: ReportClaim, at time: Timestamp) -> Bool { time >= settlesAt(claim.at) }

    /// When a claim made at `time` is settled.
    package func settlesAt(_ time: Timestamp) -> Timestamp {
        time.advanced(by: .seconds(trust.settleDays * 86_400))
    }

    /// The latest moment of claims that are to be settled at `now`.
    package func settledUpTo(_ now: Timestamp) -> Timestamp {
        now.advanced(by: .seconds(-trust.settleDays * 86_400))
    }

    /// Claims made before this are forgotten: those that ended after them have counted them.
    package func forgottenBefore(_ now: Timestamp) -> Timestamp {
        now.advanced(by: .seconds(-2 * trust.settleDays * 86_400))
    }

    /// Whether what a sensor saw confirms claims about the address. It may have come to the list meanwhile: what counts is that it
    /// stood on none when it was reported.
    package func confirmsClaims(_ sighting: BehaviourSighting) -> Bool {
        sighting.isProven && sighting.sensor == .own && sighting.severity >= trust.confirmSeverity
    }

    /// Whether a sensor of the operator's own saw an address do something that confirms claims, at any time that is known of: such a
    /// claim was not wrong, though it may have earned nothing.
    package func isWitnessed(_ evidence: Evidence) -> Bool {
        evidence.witnesses[Int(trust.confirmSeverity.rawValue)...].contains { $0.own != nil }
    }

    /// Whether a claim can be confirmed by what a sensor saw at `time`.
    package func canConfirm(_ claim: ReportClaim, at time: Timestamp) -> Bool {
        claim.outcome == .open && claim.isEarly && claim.at < time && !isOver(claim, at: time)
    }

    /// Confirms a claim that can be.
    ///
    /// - Parameter isFirstOfBlock: whether no claim of the account about the same ``trustBlock(of:)`` was confirmed before: whoever
    ///   holds a network attacks with all of it at no cost.
    package func confirm(_ claim: inout ReportClaim, isFirstOfBlock: Bool) -> TrustChange {
        claim.outcome = .confirmed
        return isFirstOfBlock ? TrustChange(confirmed: trust.confirmed) : .none
    }

    /// The network of which one address counts: /24 or /48.
    package static func trustBlock(of address: IPAddress) -> IPPrefix {
        let address = address.carriedIPv4 ?? address
        return IPPrefix(address, length: address.isIPv4 ? 24 : 48) ?? IPPrefix(single: address)
    }

    /// Ends a claim whose time has run out.
    ///
    /// Others who said the same before excuse nothing, but make it dearer: an attacker whom many meet meets an own sensor sooner or
    /// later, a ring's victim never does. Those who come afterwards change nothing, so that nobody can spoil another's record. What
    /// known networks leave a part of, research scanners, is neither right nor wrong to report.
    package func settle(_ claim: inout ReportClaim, _ end: ClaimEnd) -> TrustChange {
        guard claim.outcome == .open else { return .none }
        if isHarmless(end.whitelistFactor), !end.isWitnessed { return refute(&claim) }
        claim.outcome = .settled
        guard !end.isWitnessed, end.whitelistFactor == 1 else { return .none }
        return TrustChange(
            refuted: min(trust.unconfirmedAtMost, trust.unconfirmed + trust.unconfirmedBeside * Double(end.before)))
    }

    /// Accounts that claimed the same before, beyond which more change nothing.
    package var mostAccountsBefore: Int {
        guard trust.unconfirmedBeside > 0 else { return 0 }
        return Int(((trust.unconfirmedAtMost - trust.unconfirmed) / trust.unconfirmedBeside).rounded(.up))
    }

    /// Ends a claim about an address that turned out to be harmless: it was whitelisted, or delisted on appeal. What a sensor
    /// confirmed stays confirmed.
    package func refute(_ claim: inout ReportClaim) -> TrustChange {
        guard claim.outcome != .wrong, claim.outcome != .confirmed else { return .none }
        claim.outcome = .wrong
        return TrustChange(refuted: trust.wrong)
    }

    private func isHarmless(_ whitelistFactor: Double) -> Bool { whitelistFactor <= trust.wrongUpToFactor }
}
