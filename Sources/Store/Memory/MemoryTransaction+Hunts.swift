import IPNetworks
import ThreatModel

extension MemoryTransaction {
    func huntedBehaviours() -> [String: UInt64] { state.huntedBehaviours }

    func setHuntedBehaviours(_ fingerprints: [String: UInt64]) { state.huntedBehaviours = fingerprints }

    func sessions(after previous: UUIDv7?, limit: Int) -> [StoredSession] {
        let later = state.sessions.values.filter { session in previous.map { $0 < session.id } ?? true }
        return Array(later.sorted { $0.id < $1.id }.prefix(limit))
    }

    func sessionCount() -> Int { state.sessions.count }

    func hunts(limit: Int) -> [StoredHunt] { Array(state.hunts.reversed().prefix(limit)) }

    func saveHunt(_ hunt: StoredHunt) {
        state.hunts.removeAll { $0.id == hunt.id }
        state.hunts.append(hunt)
        state.hunts.sort { $0.id < $1.id }
        let forgotten = hunt.id - Int64(StoredHunt.keptCount)
        state.hunts.removeAll { $0.id <= forgotten }
        state.findings.removeAll { $0.hunt <= forgotten }
    }

    func findings(of hunt: Int64, limit: Int) -> [HuntFinding] {
        let found = state.findings.filter { $0.hunt == hunt }
        let gravestFirst = found.sorted { a, b in
            a.after == b.after
                ? a.address.networkBytes.lexicographicallyPrecedes(b.address.networkBytes) : a.after > b.after
        }
        return Array(gravestFirst.prefix(limit))
    }

    func addFinding(_ finding: HuntFinding) -> Bool {
        func isSame(_ other: HuntFinding) -> Bool { other.hunt == finding.hunt && other.address == finding.address }
        if let place = state.findings.firstIndex(where: isSame) {
            state.findings[place] = state.findings[place].joined(with: finding)
            return false
        }
        guard state.findings.count(where: { $0.hunt == finding.hunt }) < StoredHunt.maximumFindings else {
            return false
        }
        state.findings.append(finding)
        return true
    }
}
