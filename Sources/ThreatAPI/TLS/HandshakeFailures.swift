import NIOCore
import NIOSSL

/// Counts handshakes that fail, and closes their connections without a word in the log: anybody can cause them.
final class HandshakeFailures: ChannelInboundHandler {
    typealias InboundIn = NIOAny
    typealias InboundOut = NIOAny

    private let metrics: ConnectionMetrics

    init(metrics: ConnectionMetrics) { self.metrics = metrics }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case NIOSSLError.handshakeFailed = error {
            metrics.refused(.handshake)
            context.close(promise: nil)
        }
        context.fireErrorCaught(error)
    }
}
