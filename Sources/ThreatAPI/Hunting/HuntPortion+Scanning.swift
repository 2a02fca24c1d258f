import Detection
import Store
import ThreatModel

extension HuntPortion {
    /// Sessions read at once.
    private static let pageSize = 64
    /// What one look at the store may take: as long its other readers may wait for a thread.
    private static let target = Duration.milliseconds(25)

    /// Looks at the next sessions, for a little while. Nothing is written: whoever writes does not wait for this.
    ///
    /// - Parameters:
    ///   - protocols: sessions on others cannot show what is hunted.
    ///   - isOver: tells, from the start of the look, whether it has taken long enough.
    mutating func scan(
        _ reader: any StoreReader, rules: IngestRules, protocols: AttackProtocolSet, at now: Timestamp,
        isOver: (Duration) -> Bool = { $0 >= Self.target }
    ) throws {
        let started = ContinuousClock.now
        let page = try reader.sessions(after: through, limit: Self.pageSize)
        for session in page {
            if try isCandidate(session, reader, rules, protocols, at: now) { sessions.append(session.id) }
            sessionCount += 1
            through = session.id
            if isOver(ContinuousClock.now - started), session.id != page.last?.id { return }
        }
        isLast = page.count < Self.pageSize
    }

    private mutating func isCandidate(
        _ session: StoredSession, _ reader: any StoreReader, _ rules: IngestRules, _ protocols: AttackProtocolSet,
        at now: Timestamp
    ) throws -> Bool {
        guard protocols.contains(session.protocol), rules.isScored(session.address),
            !rules.isForgotten(lastSeen: session.lastEventAt, at: now),
            let replay = try SessionReplay(of: session, from: reader, in: rules.catalogue)
        else { return false }
        eventCount += replay.eventCount
        return replay.adds(to: session, in: rules.catalogue)
    }
}

extension StoredHunt {
    /// Protocols on which something of what is hunted can occur.
    func protocols(in catalogue: DetectionCatalogue) -> AttackProtocolSet {
        var protocols = AttackProtocolSet()
        for name in behaviours.isEmpty ? catalogue.behaviours.map(\.name) : behaviours {
            guard let index = catalogue.behaviour(named: name) else { continue }
            for primitive in catalogue.behaviours[index].primitives {
                protocols.formUnion(catalogue.primitives[primitive].protocols)
            }
        }
        return protocols
    }
}
