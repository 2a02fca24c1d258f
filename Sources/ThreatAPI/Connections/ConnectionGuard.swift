import NIOCore

/// The outermost handler of a connection: closes those that are of no use to anyone, ends those that are hung up on in a
/// way that lets the last answer arrive, and lets a stopping server wait for what was begun.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How often a connection is looked at, unless its shortest time needs it oftener.
    static let checkInterval = TimeAmount.seconds(5)
    /// After the server's last byte: a client that is still sending must be read from, or its kernel would throw away the
    /// answer with the connection (RFC 9112 §9.6).
    static let lingeringTime = TimeAmount.seconds(2)
    /// Bytes read from a client that goes on sending after that.
    static let lingeringBytes = 8 << 20
    /// For how long an idle connection of a stopping server may still bring a request that was under way.
    static let lastRequestTime = TimeAmount.milliseconds(250)
    private static let endingInterval = TimeAmount.milliseconds(50)

    private let watch: ConnectionWatch
    private var sending = SendingProgress(at: .distantPast)
    private var written = 0
    private var check: RepeatedTask?
    /// The connection is hung up on: so many more bytes of the client's are read, and thrown away.
    private var lingeringLeft: Int?
    /// After that, everything written has been sent.
    private var isAllSent = false
    private var isInputClosed = false

    init(watch: ConnectionWatch) { self.watch = watch }

    func handlerAdded(context: ChannelHandlerContext) {
        sending = SendingProgress(at: context.eventLoop.now)
        let limits = watch.keeper.limits
        let shortest = min(
            limits.headTime, limits.bodyPause, limits.idleTime, limits.sendingPause, limits.openingTime)
        let interval = max(.milliseconds(10), min(Self.checkInterval, TimeAmount(shortest / 2)))
        let guarded = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        check = context.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            let (handler, context) = guarded.value
            handler.look(context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        check?.cancel()
        watch.closed()
        context.fireChannelInactive()
    }

    private func look(_ context: ChannelHandlerContext) {
        let now = context.eventLoop.now
        let waiting = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        let pause = sending.pause(written: written, waiting: waiting, at: now)
        if waiting > 0 {
            guard pause > TimeAmount(watch.keeper.limits.sendingPause) else { return }
            watch.metrics.cut(.sending)
            return context.close(promise: nil)
        }
        guard lingeringLeft == nil else { return }
        switch watch.progress.verdict(at: now, isCrowded: watch.keeper.counts.isCrowded) {
        case .fine: break
        case .close:
            watch.metrics.cut(watch.progress.isIdle ? .idle : .receiving)
            context.close(promise: nil)
        case .refuse(let error):
            watch.metrics.cut(.receiving)
            if let refuse = watch.refuse { refuse(error) } else { context.close(promise: nil) }
        }
    }

    // MARK: Bytes

    func read(context: ChannelHandlerContext) {
        watch.progress.asksForBytes(at: context.eventLoop.now)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let left = lingeringLeft else { return context.fireChannelRead(data) }
        lingeringLeft = left - unwrapInboundIn(data).readableBytes
        if left < 0 { context.close(promise: nil) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        guard lingeringLeft != nil else { return context.fireChannelReadComplete() }
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        written &+= unwrapOutboundIn(data).readableBytes
        watch.progress.sent(at: context.eventLoop.now)
        context.write(data, promise: promise)
    }

    // MARK: The end

    /// Hangs up: what was written is sent first, then the client is told that no more will come.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard case .output = mode else { return context.close(mode: mode, promise: promise) }
        guard lingeringLeft == nil else {
            promise?.succeed()
            return
        }
        lingeringLeft = Self.lingeringBytes
        // NIO would drop what waits to be sent if the client has said its last word already. Nothing, written last, has been
        // sent when everything before it has.
        let flushed = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: flushed)
        let guarded = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        flushed.futureResult.whenComplete { _ in
            let (handler, context) = guarded.value
            handler.isAllSent = true
            guard !handler.isInputClosed else { return context.close(promise: promise) }
            context.close(mode: .output, promise: promise)
            context.eventLoop.scheduleTask(in: Self.lingeringTime) { guarded.value.1.close(promise: nil) }
        }
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            // It goes no further: whoever hears of it would close at once, whatever waits to be sent.
            guard !watch.isEnding else { return }
            watch.isEnding = true
            end(context, since: context.eventLoop.now)
        case ChannelEvent.inputClosed:
            isInputClosed = true
            if isAllSent { context.close(promise: nil) }
            context.fireUserInboundEventTriggered(event)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    /// Hangs up as soon as nothing is half received. What is received is answered, and the last answer hangs up.
    private func end(_ context: ChannelHandlerContext, since start: NIODeadline) {
        guard context.channel.isActive, lingeringLeft == nil else { return }
        if let quietSince = watch.progress.quietSince,
            context.eventLoop.now - max(quietSince, start) >= Self.lastRequestTime
        {
            return close(context: context, mode: .output, promise: nil)
        }
        let guarded = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: Self.endingInterval) {
            let (handler, context) = guarded.value
            handler.end(context, since: start)
        }
    }
}
