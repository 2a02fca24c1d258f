package import Store

extension Administration {
    /// Has all stored sessions matched again: by the server that runs on this store, or the next one that does. A hunt that
    /// is under way begins anew, for all behaviours.
    package func requestHunt() async throws -> StoredHunt {
        try await perform { transaction, now in
            let newest = try transaction.hunts(limit: 1).first
            let isUnderWay = newest.map { $0.finishedAt == nil } ?? false
            let id = (newest?.id ?? 0) + (isUnderWay ? 0 : 1)
            var hunt = StoredHunt(
                id: id, behaviours: [], startedAt: now, total: try transaction.sessionCount())
            if isUnderWay, let newest {
                hunt.sightings = newest.sightings
                hunt.addresses = newest.addresses
            }
            try transaction.saveHunt(hunt)
            return (hunt, "had all stored sessions matched again")
        }
    }

    /// The newest hunts, newest first.
    package func hunts(limit: Int) async throws -> [StoredHunt] { try await read { try $0.hunts(limit: limit) } }

    /// What a hunt found, the highest confidence first.
    package func findings(of hunt: Int64, limit: Int) async throws -> [HuntFinding] {
        try await read { try $0.findings(of: hunt, limit: limit) }
    }
}
