import IPNetworks
import Netlink
import ThreatModel

/// Tells the sessions of people from the attempts of strangers among the connections to the SSH service.
///
/// Whoever is connected must not be cut off: it may be the administrator. But a robot that guesses passwords is connected
/// most of the time too, and must not be let off for it. What tells them apart is time: sshd ends a connection that has
/// not logged in after two minutes (`LoginGraceTime`, sshd_config(5)), so one that lasts longer is a session. Until then
/// an address is believed in, once: an attempt that ended before it became a session uses that up for a day, and
/// a session earns its address a day in which it is believed at once.
///
/// A value: looks in, trusted addresses out. Bounded, whoever connects.
struct SSHSessions {
    /// What lasts longer than this has logged in.
    static let proof = Duration.seconds(150)
    /// How long an address is remembered for what it did.
    static let memory = Duration.seconds(86_400)
    /// More connections, and more addresses of each kind, are not followed.
    static let most = 4096

    private struct Sighting {
        var first: Timestamp
        var last: Timestamp
    }

    private var connections: [EstablishedConnection: Sighting] = [:]
    /// Until when an address is believed in, or not.
    private var proven: [IPAddress: Timestamp] = [:]
    private var failed: [IPAddress: Timestamp] = [:]

    init() {}

    /// Takes what is connected now, and returns the addresses that must be able to reach this host.
    mutating func update(_ found: [EstablishedConnection], at now: Timestamp) -> Set<IPAddress> {
        forgetOld(now)
        let found = Set(found)
        for connection in found {
            guard let sighting = connections[connection] else {
                if connections.count < Self.most { connections[connection] = Sighting(first: now, last: now) }
                continue
            }
            connections[connection]?.last = now
            if now.since(sighting.first) >= Self.proof { prove(connection.peer, now) }
        }
        for (connection, sighting) in connections where !found.contains(connection) {
            connections[connection] = nil
            let hasLasted = sighting.last.since(sighting.first) >= Self.proof
            if !hasLasted, proven[connection.peer] == nil, failed.count < Self.most {
                failed[connection.peer] = now.advanced(by: Self.memory)
            }
        }
        var trusted = Set(proven.keys)
        for connection in connections.keys where failed[connection.peer] == nil { trusted.insert(connection.peer) }
        return trusted
    }

    private mutating func prove(_ peer: IPAddress, _ now: Timestamp) {
        guard proven[peer] != nil || proven.count < Self.most else { return }
        proven[peer] = now.advanced(by: Self.memory)
        failed[peer] = nil
    }

    private mutating func forgetOld(_ now: Timestamp) {
        proven = proven.filter { $0.value > now }
        failed = failed.filter { $0.value > now }
    }
}
