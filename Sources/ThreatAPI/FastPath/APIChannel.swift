import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Observability

/// A connection of the server: what may come before the first request, the fast path, and Hummingbird's HTTP/1.1.
struct APIChannel: ServerChildChannel {
    /// A connection with who is at its other end.
    struct Value: ServerChildChannelValue {
        let http: HTTP1Channel.Value
        let unserved: UnservedConnection
        let connection: Connection

        var channel: any Channel { http.channel }
    }

    /// Milliseconds for which sent data may stay unacknowledged before the kernel gives the connection up: a client that
    /// is gone without a word.
    private static let unacknowledgedLimit: Int32 = 120_000
    /// The longest head: all names and values, and the request's target.
    static let maximumHeadLength = 64 << 10
    static let maximumFieldCount = 100

    private let http: HTTP1Channel
    private let fastPath: FastPath
    private let keeper: Doorkeeper
    private let certificates: CertificateKeeper?

    /// - Parameter certificates: for a listener that speaks TLS.
    init(
        responder: @escaping HTTPChannelHandler.Responder, fastPath: FastPath, keeper: Doorkeeper,
        certificates: CertificateKeeper?
    ) {
        var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
        decoder.maxHeaderFieldSize = Self.maximumHeadLength
        decoder.maxHeaderListSize = Self.maximumHeadLength
        decoder.maxHeaderFieldCount = Self.maximumFieldCount
        http = HTTP1Channel(
            responder: responder,
            configuration: .init(
                additionalChannelHandlers: [HTTPManners()], idleTimeout: nil, httpDecoderConfiguration: decoder))
        self.fastPath = fastPath
        self.keeper = keeper
        self.certificates = certificates
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let options = channel.syncOptions
        try? options?.setOption(.tcpOption(.tcp_nodelay), value: 1)
        try? options?.setOption(
            .tcpOption(NIOBSDSocket.Option(rawValue: CInt(TCP_USER_TIMEOUT))),
            value: SocketOptionValue(Self.unacknowledgedLimit))
        let connection = Connection(
            peer: channel.remoteAddress?.ip, origin: keeper.origin, isEncrypted: certificates != nil)
        let awaitsHeader = keeper.origin.speaksProxyProtocol && connection.isBalanced
        let watch = ConnectionWatch(
            connection: connection, keeper: keeper, awaitsHeader: awaitsHeader, awaitsHandshake: certificates != nil,
            at: channel.eventLoop.now)
        keeper.counts.opened()
        keeper.metrics.connections.increment()
        channel.closeFuture.whenComplete { [keeper] _ in
            keeper.counts.closed()
            keeper.metrics.connections.decrement()
        }
        do {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(ConnectionGuard(watch: watch))
            if awaitsHeader { try pipeline.addHandler(ProxyHeaderHandler(watch: watch)) }
            if let certificates {
                try pipeline.addHandler(NIOSSLServerHandler(context: certificates.context))
                try pipeline.addHandler(HandshakeFailures(watch: watch))
            }
            try pipeline.addHandler(FastPathHandler(path: fastPath, watch: watch))
            try pipeline.addHandler(BodilessEnd())
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        let rules = NIOLoopBound(watch, eventLoop: channel.eventLoop)
        return http.setup(channel: channel, logger: logger).flatMapThrowing { http in
            let unserved = UnservedConnection(http)
            let pipeline = http.channel.pipeline.syncOperations
            let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(HTTPRules(watch: rules.value), position: .after(parser))
            if !rules.value.count() { http.channel.close(promise: nil) }
            return Value(http: http, unserved: unserved, connection: connection)
        }
    }

    func handle(value: Value, logger: Logger) async {
        value.unserved.serve()
        await Connection.$current.withValue(value.connection) { await http.handle(value: value.http, logger: logger) }
    }
}
