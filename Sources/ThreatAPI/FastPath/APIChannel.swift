import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// A connection of the server: the fast path in front of Hummingbird's HTTP/1.1.
struct APIChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    /// Milliseconds for which sent data may stay unacknowledged before the kernel gives the connection up: a client that
    /// is gone without a word, or one that never reads.
    private static let unacknowledgedLimit: Int32 = 120_000
    /// The longest head, and the longest field in it.
    private static let maximumHeadLength = 16 << 10

    private let http: HTTP1Channel
    private let fastPath: FastPath

    init(responder: @escaping HTTPChannelHandler.Responder, fastPath: FastPath) {
        var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
        decoder.maxHeaderFieldSize = Self.maximumHeadLength
        decoder.maxHeaderListSize = Self.maximumHeadLength
        decoder.maxHeaderFieldCount = 100
        http = HTTP1Channel(
            responder: responder,
            configuration: .init(
                additionalChannelHandlers: [HTTPManners()], idleTimeout: nil, httpDecoderConfiguration: decoder))
        self.fastPath = fastPath
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let options = channel.syncOptions
        try? options?.setOption(.tcpOption(.tcp_nodelay), value: 1)
        try? options?.setOption(
            .tcpOption(NIOBSDSocket.Option(rawValue: CInt(TCP_USER_TIMEOUT))),
            value: SocketOptionValue(Self.unacknowledgedLimit))
        do {
            try channel.pipeline.syncOperations.addHandler(ConnectionGuard())
            try channel.pipeline.syncOperations.addHandler(FastPathHandler(path: fastPath))
            try channel.pipeline.syncOperations.addHandler(BodilessEnd())
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return http.setup(channel: channel, logger: logger)
    }

    func handle(value: Value, logger: Logger) async { await http.handle(value: value, logger: logger) }
}
