import Crypto
import IPNetworks
import ThreatModel

/// Who is logged in. In memory alone: a guard that is started anew knows nobody, and nothing that could be stolen from its disk
/// lets anybody in. Of what a browser shows, only the hash is kept.
struct SessionTable: Sendable {
    typealias Key = SHA256Digest

    struct Session: Sendable {
        let role: Role
        /// What its form tokens are made with.
        let secret = SymmetricKey(size: .bits256)
        let address: IPAddress?
        let began: Timestamp
        var seen: Timestamp
    }

    /// A session in which nothing is asked ends.
    static let idleTime = Duration.seconds(12 * 3600)
    /// So does every session in the end.
    static let longest = Duration.seconds(7 * 86_400)
    /// One more, and the one that was idle for longest ends.
    static let most = 100
    private static let idBytes = 32

    private var sessions: [Key: Session] = [:]

    /// - Returns: what the browser is to show from now on. Never anything that it has shown before.
    mutating func begin(_ role: Role, from address: IPAddress?, at now: Timestamp) -> String {
        forgetOld(now)
        if sessions.count >= Self.most, let idlest = sessions.min(by: { $0.value.seen < $1.value.seen }) {
            sessions[idlest.key] = nil
        }
        let id = Secret.text(Secret.random(bytes: Self.idBytes))
        sessions[Secret.hash(id)] = Session(role: role, address: address, began: now, seen: now)
        return id
    }

    /// The session that is shown, which goes on with this.
    mutating func visit(_ id: String, at now: Timestamp) -> (key: Key, session: Session)? {
        let key = Secret.hash(id)
        guard var session = sessions[key] else { return nil }
        guard session.isAlive(at: now) else {
            sessions[key] = nil
            return nil
        }
        session.seen = max(session.seen, now)
        sessions[key] = session
        return (key, session)
    }

    subscript(key: Key) -> Session? { sessions[key] }

    func isOpen(_ key: Key, at now: Timestamp) -> Bool { sessions[key]?.isAlive(at: now) ?? false }

    func count(at now: Timestamp) -> Int { sessions.values.count { $0.isAlive(at: now) } }

    mutating func end(_ key: Key) { sessions[key] = nil }

    /// - Parameter key: of the one that stays; `nil`: none does.
    mutating func endAll(of role: Role? = nil, but key: Key? = nil) {
        sessions = sessions.filter { $0.key == key || role != nil && $0.value.role != role }
    }

    private mutating func forgetOld(_ now: Timestamp) { sessions = sessions.filter { $0.value.isAlive(at: now) } }
}

extension SessionTable.Session {
    /// A clock that is set back ends it rather than making it longer.
    func isAlive(at now: Timestamp) -> Bool {
        let (age, idle) = (now.since(began), now.since(seen))
        return age >= .seconds(-60) && age < SessionTable.longest && idle < SessionTable.idleTime
    }
}
