import NIOCore
import NIOPosix

/// A bare TCP connection, for bytes that no HTTP client would send.
struct RawConnection {
    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Connects, sends all portions one after the other, and returns what came back until `isComplete` or the end.
    static func exchange(
        _ portions: [String], port: Int, until isComplete: @Sendable @escaping (String) -> Bool
    ) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
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
}
