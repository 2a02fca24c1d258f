import NIOCore

/// Closes connections that are of no use to anyone: idle ones, and those on which a request takes for ever to arrive.
///
/// Looks at bytes alone, so that it holds for every request however it is answered. A stream counts as alive by its
/// heartbeats.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// A connection without a byte in either direction for so long is closed.
    static let idleLimit = TimeAmount.seconds(75)
    /// From the first byte of a request to the first byte of its answer.
    static let requestLimit = TimeAmount.seconds(120)
    private static let checkInterval = TimeAmount.seconds(15)

    private var lastBytes = NIODeadline.distantPast
    /// When the first byte came after the last one that was sent.
    private var waitingSince: NIODeadline?
    private var check: RepeatedTask?

    func handlerAdded(context: ChannelHandlerContext) {
        lastBytes = context.eventLoop.now
        let guarded = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        check = context.eventLoop.scheduleRepeatedTask(
            initialDelay: Self.checkInterval, delay: Self.checkInterval
        ) { _ in
            let (handler, context) = guarded.value
            // What is written and not yet sent is no idleness: how long a client may take nothing is the kernel's business.
            if context.channel.isWritable, handler.isUseless(at: context.eventLoop.now) { context.close(promise: nil) }
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        check?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastBytes = context.eventLoop.now
        if waitingSince == nil { waitingSince = lastBytes }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        lastBytes = context.eventLoop.now
        waitingSince = nil
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        lastBytes = context.eventLoop.now
        context.fireChannelWritabilityChanged()
    }

    private func isUseless(at now: NIODeadline) -> Bool {
        now - lastBytes > Self.idleLimit || waitingSince.map { now - $0 > Self.requestLimit } ?? false
    }
}
