import Glibc
import NIOCore

/// Stops accepting for a moment when the process has no file descriptors left: the kernel goes on saying that somebody is
/// waiting, and trying again at once would take a whole processor.
final class AcceptBackoff: ChannelInboundHandler {
    typealias InboundIn = any Channel

    static let delay: TimeAmount = .milliseconds(100)

    private var isWaiting = false

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? IOError, [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.errnoCode) else {
            // A visitor that was gone before it was accepted: nothing to do.
            return
        }
        guard !isWaiting, let options = context.channel.syncOptions else { return }
        isWaiting = true
        try? options.setOption(.autoRead, value: false)
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.delay) {
            self.isWaiting = false
            try? options.setOption(.autoRead, value: true)
        }
    }
}
