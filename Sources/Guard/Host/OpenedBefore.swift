import IPNetworks
import Netlink
import ThreatModel

/// The connections that this host had opened before its connections were tracked.
///
/// When the first packet that connection tracking sees of one comes from the other side, it takes that for the side that
/// opened it, and what this host began would be cut like an attack. So the other sides of such connections count as allowed
/// until these end, at most for a while. A pure value.
struct OpenedBefore {
    private var connections: Set<EstablishedConnection>
    private let end: Timestamp
    private var lastLook: Timestamp

    static let longest = Duration.seconds(3600)
    /// How often is looked which of them are still open: a busy host has many connections.
    static let interval = Duration.seconds(10)
    /// More are not followed.
    static let most = 4096

    init(_ connections: [EstablishedConnection], at now: Timestamp) {
        self.connections = Set(connections.prefix(Self.most))
        end = now.advanced(by: Self.longest)
        lastLook = now
    }

    var isOver: Bool { connections.isEmpty }

    /// Whom they lead to.
    var peers: Set<IPAddress> { Set(connections.map(\.peer)) }

    func isDue(at now: Timestamp) -> Bool { now.since(lastLook) >= Self.interval }

    /// Takes what is open now.
    mutating func update(_ open: [EstablishedConnection], at now: Timestamp) {
        lastLook = now
        if now >= end { connections = [] } else { connections.formIntersection(open) }
    }
}
