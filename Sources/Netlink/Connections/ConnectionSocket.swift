import CNetfilter
import Glibc
package import IPNetworks

/// Asks the kernel for the TCP sockets of this host (linux/inet_diag.h).
package struct ConnectionSocket: ~Copyable, Sendable {
    private var socket: NetlinkSocket

    package init() throws(NetlinkError) { socket = try NetlinkSocket(.socketDiagnostics) }

    /// Who has a connection established to `localPort`, each once.
    package mutating func peers(localPort: UInt16) throws(NetlinkError) -> [IPAddress] {
        let peers = try list(.established, localPort: localPort, into: Set<IPAddress>()) { $0.insert($1.peer) }
        return peers.sorted()
    }

    /// The connections that are established to `localPort`, in any order.
    package mutating func connections(localPort: UInt16) throws(NetlinkError) -> [EstablishedConnection] {
        try list(.established, localPort: localPort, into: []) {
            $0.append(EstablishedConnection(peer: $1.peer, peerPort: $1.peerPort, localPort: localPort))
        }
    }

    /// The established connections to ports that nobody listens on: those that this host opened itself.
    package mutating func opened() throws(NetlinkError) -> [EstablishedConnection] {
        let listening = Set(try listeningPorts())
        return try list(.established, localPort: 0, into: []) {
            guard !listening.contains($1.localPort) else { return }
            $0.append(EstablishedConnection(peer: $1.peer, peerPort: $1.peerPort, localPort: $1.localPort))
        }
    }

    /// The TCP ports that somebody listens on, each once.
    package mutating func listeningPorts() throws(NetlinkError) -> [UInt16] {
        try list(.listening, localPort: 0, into: Set<UInt16>()) { $0.insert($1.localPort) }.sorted()
    }

    /// States of a socket, numbered in include/net/tcp_states.h.
    private enum State: UInt32 {
        case established = 1
        case listening = 10
    }

    /// - Parameter localPort: 0 for all.
    private mutating func list<Result>(
        _ state: State, localPort: UInt16, into initial: Result,
        _ update: (inout Result, ConnectionMessage) -> Void
    ) throws(NetlinkError) -> Result {
        var result = initial
        for family in [AF_INET, AF_INET6] {
            var request = inet_diag_req_v2()
            request.sdiag_family = UInt8(family)
            request.sdiag_protocol = UInt8(IPPROTO_TCP)
            request.idiag_states = 1 << state.rawValue
            request.id.idiag_sport = localPort.bigEndian
            let what = "list the TCP sockets"
            result = try socket.list(what, type: UInt16(SOCK_DIAG_BY_FAMILY), into: result) {
                $0.host(request)
            } _: { (result, message) throws(NetlinkError) in
                guard let connection = ConnectionMessage(message) else { throw .malformed("a TCP socket") }
                update(&result, connection)
            }
        }
        return result
    }
}
