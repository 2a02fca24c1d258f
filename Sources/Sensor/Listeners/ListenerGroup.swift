import Glibc
import Honeypots
import IPNetworks
import NIOCore
import NIOPosix
import ThreatModel

/// All ports of a sensor.
struct ListenerGroup {
    /// Connections the kernel may hold for us.
    static let backlog: CInt = 1024
    /// Kernel memory of one connection, each way. Set on the listening socket, which every accepted one inherits from.
    static let socketBufferBytes = 64 * 1024
    /// Bytes read at a time. NIO keeps a buffer of this size for each connection that has sent something.
    static let readBytes = 2048

    private let channels: [any Channel]
    let listeners: [BoundListener]

    /// Opens every port, or none.
    static func bind(
        _ configurations: [ListenerConfiguration], honeypots: [any Honeypot.Type], environment: VisitEnvironment,
        group: any EventLoopGroup
    ) async throws(SensorError) -> ListenerGroup {
        guard !configurations.isEmpty else { throw .noListeners }
        var channels: [any Channel] = []
        var listeners: [BoundListener] = []
        for configuration in configurations {
            do {
                guard let type = honeypots.first(where: { $0.attackProtocol == configuration.service }) else {
                    throw SensorError.unknownService(configuration.service, known: honeypots.map { $0.attackProtocol })
                }
                let channel = try await bind(configuration, type, environment, group)
                channels.append(channel)
                let bound = channel.localAddress?.ip
                let listener = ListenerConfiguration(
                    configuration.service, address: bound?.address, port: bound?.port ?? configuration.port)
                listeners.append(
                    BoundListener(service: configuration.service, place: listener.place, port: listener.port))
            } catch {
                for channel in channels { try? await channel.close() }
                throw error as? SensorError ?? .listening(configuration.service, configuration.place, error)
            }
        }
        return ListenerGroup(channels: channels, listeners: listeners)
    }

    func close() async {
        for channel in channels { try? await channel.close() }
    }

    private static func bind(
        _ configuration: ListenerConfiguration, _ type: any Honeypot.Type, _ environment: VisitEnvironment,
        _ group: any EventLoopGroup
    ) async throws -> any Channel {
        let bootstrap = bootstrap(type, environment, group)
        let port = Int(configuration.port)
        if let address = configuration.address {
            let place = try SocketAddress(ipAddress: address.description, port: port)
            guard !address.isIPv4 else { return try await bootstrap.bind(to: place).get() }
            // An IPv6 address that was named is only that: "::" and "0.0.0.0" may both be named.
            let onlyIPv6 = ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only)
            return try await bootstrap.serverChannelOption(onlyIPv6, value: 1).bind(to: place).get()
        }
        do {
            return try await bootstrap.bind(to: SocketAddress(ipAddress: "::", port: port)).get()
        } catch let error as IOError where error.errnoCode == EAFNOSUPPORT || error.errnoCode == EADDRNOTAVAIL {
            return try await bootstrap.bind(to: SocketAddress(ipAddress: "0.0.0.0", port: port)).get()
        }
    }

    private static func bootstrap(
        _ type: any Honeypot.Type, _ environment: VisitEnvironment, _ group: any EventLoopGroup
    ) -> ServerBootstrap {
        let metrics = environment.metrics.visits(type.attackProtocol)
        return ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.socketOption(.so_rcvbuf), value: socketBufferBytes)
            .serverChannelOption(.socketOption(.so_sndbuf), value: socketBufferBytes)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptBackoff())
                }
            }
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    // Set at once rather than as the bootstrap's options, which cost a future each.
                    if let options = channel.syncOptions {
                        try options.setOption(.autoRead, value: false)
                        try options.setOption(.maxMessagesPerRead, value: 1)
                        try options.setOption(.allowRemoteHalfClosure, value: true)
                        try options.setOption(
                            .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: readBytes))
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        VisitHandler(type, environment: environment, metrics: metrics))
                }
            }
    }
}
