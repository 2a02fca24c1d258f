import IPNetworks
import Store
import ThreatModel

/// Takes appeals, and looks for their proofs when it is asked to.
struct AppealDesk: Sendable {
    let store: any Store
    let pipeline: IngestPipeline
    let prover: AppealProver
    /// Whether anybody can appeal for an address: one on the Internet that may have a score.
    let admits: @Sendable (IPAddress) -> Bool

    /// Takes an appeal.
    ///
    /// - Parameter requester: the network it came from; `nil` when that is not known or may make any number.
    /// - Throws: ``RequestError``
    func open(_ body: AppealBody, from requester: IPPrefix?, at now: Timestamp) async throws -> StoredAppeal {
        guard admits(body.address) else {
            throw RequestError.badRequest("'ip' is an address that is never listed: there is nothing to appeal against")
        }
        var generator = SystemRandomNumberGenerator()
        let new = StoredAppeal(
            about: body.address, from: requester, reason: body.reason, contact: body.contact, at: now, using: &generator
        )
        return try await store.writing { transaction in
            let others = try transaction.appeals(about: new.address)
            if let end = others.compactMap(\.pauseEnd).max(), end > now {
                throw RequestError.conflict(
                    others.contains { $0.state == .proven }
                        ? "an appeal for this address is under review until \(end.rfc3339)"
                        : "an appeal for this address was reviewed; there may be another one after \(end.rfc3339)")
            }
            if let requester, let oldest = try Self.oldest(of: transaction.openAppeals(from: requester)) {
                throw RequestError(
                    status: 429,
                    sentence: "\(AppealLimits.openPerRequester) appeals of your network wait for their proof; "
                        + "each is forgotten a day after it was made",
                    retryAfter: Int(max(1, min(86_400, oldest.endsAt.since(now).components.seconds))))
            }
            let open = others.filter { $0.state == .open }
            for appeal in open.prefix(max(0, open.count + 1 - AppealLimits.openPerAddress)) {
                try transaction.removeAppeal(appeal.number)
            }
            let appeal = try transaction.createAppeal(new)
            try transaction.add(AppealEntry(at: now, actor: "appellant", text: "appealed"), toAppeal: appeal.number)
            if let oldest = try transaction.oldestOpenAppeal(beyond: AppealLimits.open) {
                try transaction.removeAppeal(oldest)
            }
            return appeal
        }
    }

    /// The oldest, when there are as many as there may be.
    private static func oldest(of open: [StoredAppeal]) -> StoredAppeal? {
        open.count >= AppealLimits.openPerRequester ? open.first : nil
    }

    /// - Throws: ``RequestError``: 404 when there is none with that id.
    func appeal(_ id: AppealToken) async throws -> StoredAppeal {
        guard let appeal = try await store.reading({ try $0.appeal(id: id.bytes) }) else {
            throw RequestError(
                status: 404,
                sentence: "there is no appeal with this id; one that is not proven within a day is forgotten")
        }
        return appeal
    }

    /// Looks for the proof of an appeal, unless that was done a moment ago, and returns how the appeal stands then.
    ///
    /// - Throws: ``RequestError``, ``IngestError``
    func verify(_ id: AppealToken, at now: Timestamp) async throws -> StoredAppeal {
        guard try await appeal(id).mayBeLookedAt(at: now) else { return try await appeal(id) }
        try await look(for: id, at: now)
        return try await appeal(id)
    }

    /// Looks for the proof of an appeal. That it does stands in the store before it does: killed over and over, it does not
    /// ask over and over.
    func look(for id: AppealToken, at now: Timestamp) async throws {
        let claimed: StoredAppeal? = try await store.writing { transaction in
            guard var appeal = try transaction.appeal(id: id.bytes), appeal.mayBeLookedAt(at: now) else { return nil }
            appeal.noteAttempt(at: now)
            try transaction.saveAppeal(appeal)
            return appeal
        }
        guard let claimed, let proof = try await prover.proof(for: claimed) else { return }
        try await pipeline.submit(.appeal(.prove(claimed.number, by: proof)))
    }
}
