import Hummingbird
import IPNetworks
import NIOCore
import ThreatModel

/// A request and the connection that it came over.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who asks, once that is known.
    var visitor: Visitor?
    /// Of the other end; `nil`: not over IP.
    let address: IPAddress?
    /// Which one it is.
    let connection: ObjectIdentifier
    /// When the connection was made, by a clock that nobody sets (``ConnectionGate``).
    var connected = ElapsedTime().now

    init(source: Source) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
        connection = ObjectIdentifier(source.channel)
    }

    /// Whether the question comes from this machine.
    var isLocal: Bool { address?.isLoopback ?? false }
}

extension IPAddress {
    /// Whether only this machine itself has the address.
    var isLoopback: Bool { self == Self.loopback6 || Self.loopback4.contains(self) }

    private static let loopback4 = IPAddress(v4: 0x7f00_0000)...IPAddress(v4: 0x7fff_ffff)
    private static let loopback6 = IPAddress(v6: 1)
}
