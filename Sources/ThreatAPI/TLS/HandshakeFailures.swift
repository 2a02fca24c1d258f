import NIOCore
import NIOSSL

/// Counts handshakes that fail, and closes their connections without a word in the log: anybody can cause them.
final class HandshakeFailures: ChannelInboundHandler {
    typealias InboundIn = NIOAny
    typealias InboundOut = NIOAny

    private let watch: ConnectionWatch

    init(watch: ConnectionWatch) { self.watch = watch }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case NIOSSLError.handshakeFailed = error {
            watch.turnedAway(.handshake)
            context.close(promise: nil)
        }
        context.fireErrorCaught(error)
    }
}
