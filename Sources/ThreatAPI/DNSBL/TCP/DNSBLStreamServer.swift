import IPNetworks
import NIOCore
import NIOPosix
import Observability
import Synchronization

/// Takes connections to the DNS list: so many at once, and few of one address.
final class DNSBLStreamServer: Sendable {
    private let responder: DNSBLResponder
    private let listings: SnapshotListings
    private let idleTime: Duration
    private let metrics: DNSBLMetrics
    private let maximum: Int
    private let counts: ConnectionCounts
    private let open = Atomic(0)

    /// From one IPv4 address, or one IPv6 network of 64 bits.
    static let perAddress = 64
    private static let backlog: Int32 = 128

    init(
        responder: DNSBLResponder, listings: SnapshotListings, configuration: DNSBLConfiguration, metrics: DNSBLMetrics
    ) {
        self.responder = responder
        self.listings = listings
        self.metrics = metrics
        idleTime = configuration.idleTime
        maximum = configuration.connections
        counts = ConnectionCounts(perAddress: Self.perAddress, maximum: configuration.connections)
    }

    /// Listens on a bound socket, which is closed with the channel.
    func listen(on descriptor: Int32) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: Self.backlog)
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture {
                    guard enter(channel) else { return channel.close(promise: nil) }
                    try channel.pipeline.syncOperations.addHandler(
                        DNSBLStreamHandler(
                            responder: responder, listings: listings, idleTime: idleTime, metrics: metrics))
                }
            }
            .withBoundSocket(descriptor).get()
    }

    private func enter(_ channel: any Channel) -> Bool {
        guard let client = channel.remoteAddress?.ip, counts.enter(client) else {
            metrics.refusedConnections.increment()
            return false
        }
        let count = open.wrappingAdd(1, ordering: .relaxed).newValue
        metrics.connections.increment()
        channel.closeFuture.whenComplete { [self] _ in
            open.wrappingSubtract(1, ordering: .relaxed)
            metrics.connections.decrement()
            counts.leave(client)
        }
        if count > maximum { metrics.refusedConnections.increment() }
        return count <= maximum
    }
}
