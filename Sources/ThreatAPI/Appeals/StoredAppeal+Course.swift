import IPNetworks
import Store
import ThreatModel

/// The course of an appeal: what may happen to it, and when something has to.
///
/// ```
/// open ──proof──▶ proven ──decision──▶ granted, rejected
///   │ a day          │ a week
///   ▼                ▼
/// forgotten        expired
/// ```
extension StoredAppeal {
    init(
        about address: IPAddress, from requester: IPPrefix?, reason: String, contact: String?, at now: Timestamp,
        using generator: inout some RandomNumberGenerator
    ) {
        self.init(
            id: AppealToken.random(using: &generator).bytes, token: AppealToken.random(using: &generator).bytes,
            address: address, requester: requester, reason: reason, contact: contact, createdAt: now,
            endsAt: now.advanced(by: AppealLimits.proofTime), dueAt: now.advanced(by: AppealLimits.firstInterval))
    }

    /// Whether time has run out for the proof or for the decision.
    func isOver(at now: Timestamp) -> Bool { (state == .open || state == .proven) && endsAt <= now }

    /// Whether a look for the proof makes sense now that somebody asks for one.
    func mayBeLookedAt(at now: Timestamp) -> Bool {
        guard state == .open, !isOver(at: now) else { return false }
        // A clock that was set back makes it wait no longer.
        return lastAttemptAt.map { now < $0 || now.since($0) >= AppealLimits.minimumInterval } ?? true
    }

    /// A look for the proof begins.
    mutating func noteAttempt(at now: Timestamp) {
        attempts = min(attempts, 1 << 20) + 1
        lastAttemptAt = now
        var wait = AppealLimits.firstInterval
        for _ in 1..<attempts where wait < AppealLimits.longestInterval { wait = wait * 2 }
        dueAt = min(now.advanced(by: min(wait, AppealLimits.longestInterval)), endsAt)
    }

    mutating func prove(by proof: AppealProof, at now: Timestamp) {
        state = .proven
        self.proof = proof
        provenAt = now
        endsAt = now.advanced(by: AppealLimits.reviewTime)
        dueAt = endsAt
    }

    /// Somebody has decided; the server still has to do what follows from it.
    ///
    /// - Parameter decision: granted or rejected.
    mutating func decide(_ decision: AppealState, by actor: String, at now: Timestamp) {
        state = decision
        decidedBy = actor
        endsAt = now
        dueAt = now
    }

    /// Until when there is no other appeal about the address.
    var pauseEnd: Timestamp? {
        switch state {
        case .open, .granted: nil
        case .proven: endsAt
        case .rejected, .expired: endsAt.advanced(by: AppealLimits.pause)
        }
    }
}
