import Detection
import Scoring
import Store
import ThreatModel

/// Hunting is a part of taking in: what a stored session turns out to show is evidence in the same transaction that
/// remembers that it was shown, so it counts once, whatever happens in between.
extension IngestRound {
    /// - Returns: how many behaviours were found.
    func apply(_ step: HuntStep) throws -> Int {
        switch step {
        case .begin(let occasion):
            try begin(occasion)
            return 0
        case .match(let portion): return try match(portion)
        }
    }

    /// As this round leaves it, of which nothing is written before its end.
    private func newestHunt() throws -> StoredHunt? { try hunt ?? transaction.hunts(limit: 1).first }

    /// A hunt that is not over begins anew, for its behaviours and these.
    private func begin(_ occasion: HuntOccasion) throws {
        if try transaction.huntedBehaviours() != occasion.fingerprints {
            try transaction.setHuntedBehaviours(occasion.fingerprints)
        }
        guard !occasion.changed.isEmpty else { return }
        let newest = try newestHunt()
        var behaviours = Set(occasion.changed)
        var id = (newest?.id ?? 0) + 1
        if let newest, newest.finishedAt == nil {
            id = newest.id
            behaviours = newest.behaviours.isEmpty ? [] : behaviours.union(newest.behaviours)
        }
        var hunt = StoredHunt(id: id, behaviours: behaviours.sorted(), startedAt: now, total: occasion.total)
        if let newest, newest.id == id {
            hunt.sightings = newest.sightings
            hunt.addresses = newest.addresses
        }
        self.hunt = hunt
    }

    private func match(_ portion: HuntPortion) throws -> Int {
        guard var hunt = try newestHunt(), portion.continues(hunt) else { return 0 }
        hunt.position = portion.through
        hunt.sessions += portion.sessionCount
        hunt.events += portion.eventCount
        if portion.isLast { hunt.finishedAt = now }
        let found = try portion.sessions.reduce(0) { try $0 + match(session: $1, owner: portion.owner) }
        hunt.sightings += found
        self.hunt = hunt
        return found
    }

    /// Returns how many behaviours were found.
    private func match(session id: UUIDv7, owner: (Int64) -> StoredAccount?) throws -> Int {
        guard var session = try knownSession(id), rules.isScored(session.stored.address),
            let replay = try SessionReplay(of: session.stored, from: transaction, in: rules.catalogue)
        else { return 0 }
        session.detection.adopt(rules.catalogue)
        let before = session.detection.primitiveHits
        let new = replay.complete(&session.detection, hasEnded: session.stored.ended, in: rules.catalogue)
        sessions[id] = session
        let primitives = try session.detection.newHits(since: before).map { primitive, count in
            (try number(of: rules.catalogue.primitives[primitive].name), count)
        }
        let owner = rules.owner(owner(session.stored.sensor), organisations)
        try update(session.stored.address) { draft in
            for index in new {
                guard let event = replay.completing[index] else { continue }
                let behaviour = rules.catalogue.behaviours[index]
                try add(rules.sighting(of: behaviour, in: event, on: owner), to: &draft)
                draft.found.insert(behaviour.name)
            }
            for (word, count) in primitives { draft.primitives[word, default: 0] += count }
        }
        return new.count
    }

    /// Remembers, once an address has its new score, what a hunt has done to it.
    func noteFindings(of draft: AddressDraft, score: Score) throws {
        guard let id = hunt?.id, !draft.found.isEmpty else { return }
        let finding = HuntFinding(
            hunt: id, address: draft.address, before: draft.oldFacts?.confidence, after: score.facts.confidence,
            behaviours: draft.found.sorted(), at: now)
        if try transaction.addFinding(finding) { hunt?.addresses += 1 }
    }
}
