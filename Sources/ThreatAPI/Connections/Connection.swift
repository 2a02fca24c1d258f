import IPNetworks
import Synchronization

/// Who is at the other end of a connection, for everything that answers on it: both doors see the same.
final class Connection: Sendable {
    /// The connection on which the running task answers.
    @TaskLocal static var current: Connection?

    /// The machine that opened the connection.
    let peer: IPAddress?
    let origin: OriginRules
    /// Whether it speaks TLS.
    let isEncrypted: Bool
    // Written at most once, before the first request; read once a request.
    private let announced = Mutex<IPAddress?>(nil)

    init(peer: IPAddress?, origin: OriginRules, isEncrypted: Bool = false) {
        self.peer = peer
        self.origin = origin
        self.isEncrypted = isEncrypted
    }

    /// A balancer has said, in the PROXY protocol, for whom it opened the connection.
    func announce(_ address: IPAddress) { announced.withLock { $0 = address } }

    /// Who has opened the connection, as far as balancers below HTTP tell.
    var source: IPAddress? { announced.withLock { $0 } ?? peer }

    /// Whether a balancer stands between this server and whoever sends requests.
    var isBalanced: Bool {
        guard let source else { return false }
        return origin.isBalancer(source)
    }

    /// Whether nothing but this machine itself can be at the other end.
    var isDirectFromThisMachine: Bool {
        guard let peer, announced.withLock({ $0 }) == nil, !origin.isBalancer(peer) else { return false }
        return peer.isThisMachine
    }
}

extension IPAddress {
    /// 127.0.0.0/8 or ::1.
    var isThisMachine: Bool { v4.map { $0 >> 24 == 127 } ?? (mapped == 1) }
}
