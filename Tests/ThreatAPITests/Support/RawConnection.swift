import NIOCore
import NIOPosix
import NIOSSL

/// A bare TCP connection, for bytes that no HTTP client would send.
struct RawConnection {
    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Connects, sends all portions one after the other, and returns what came back until `isComplete` or the end.
    ///
    /// - Parameters:
    ///   - source: the address to come from, such as another one of 127.0.0.0/8.
    ///   - tls: spoken from the first byte on, where given.
    static func exchange(
        _ portions: [String], port: Int, from source: String? = nil, tls: NIOSSLContext? = nil,
        until isComplete: @Sendable @escaping (String) -> Bool
    ) async throws -> String {
        try await with(port: port, from: source, tls: tls) { inbound, outbound in
            do {
                for portion in portions { try await outbound.write(ByteBuffer(string: portion)) }
            } catch {
                // A server that has heard enough answers and closes before everything was sent.
            }
            var text = ""
            for try await buffer in inbound {
                text += String(buffer: buffer)
                if isComplete(text) { break }
            }
            return text
        }
    }

    /// Runs `body` on a connection.
    static func with<Result: Sendable>(
        port: Int, from source: String? = nil, tls: NIOSSLContext? = nil,
        _ body:
            @escaping @Sendable (
                NIOAsyncChannelInboundStream<ByteBuffer>, NIOAsyncChannelOutboundWriter<ByteBuffer>
            ) async throws -> Result
    ) async throws -> Result {
        var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        if let source { bootstrap = bootstrap.bind(to: try SocketAddress(ipAddress: source, port: 0)) }
        let channel = try await bootstrap.connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                if let tls {
                    try channel.pipeline.syncOperations.addHandler(
                        try NIOSSLClientHandler(context: tls, serverHostname: nil))
                }
                return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }
        }
        return try await channel.executeThenClose { try await body($0, $1) }
    }
}
