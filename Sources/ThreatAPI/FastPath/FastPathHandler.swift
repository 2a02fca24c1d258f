import NIOCore

/// The first handler of every connection: answers hot requests as long as a connection sends nothing else, and steps
/// aside for good with the first request that is not one.
///
/// Answers keep their order, because nothing has been passed on while it answers. A client that does not read is not
/// answered further, and not read from, until it has caught up.
final class FastPathHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let path: FastPath
    /// What has come and is not answered yet: the beginning of a head, or requests that wait for the client to read.
    private var pending: ByteBuffer?
    private var isReadWanted = false
    private var hasSteppedAside = false

    init(path: FastPath) { self.path = path }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !hasSteppedAside else { return context.fireChannelRead(data) }
        var bytes = unwrapInboundIn(data)
        if var pending {
            self.pending = nil
            pending.writeBuffer(&bytes)
            bytes = pending
        }
        pending = bytes
        answerPending(context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !hasSteppedAside { context.flush() }
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        // Whoever does not read its answers is not read from.
        guard hasSteppedAside || context.channel.isWritable else {
            isReadWanted = true
            return
        }
        context.read()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, !hasSteppedAside {
            answerPending(context)
            context.flush()
            if isReadWanted, context.channel.isWritable || hasSteppedAside {
                isReadWanted = false
                context.read()
            }
        }
        context.fireChannelWritabilityChanged()
    }

    private func answerPending(_ context: ChannelHandlerContext) {
        while let bytes = pending, bytes.readableBytes > 0, context.channel.isWritable {
            switch bytes.withUnsafeReadableBytes({ answer($0) }) {
            case .answer(let answer, let length):
                pending?.moveReaderIndex(forwardBy: length)
                write(answer, context)
            case .incomplete: return
            case .other: return stepAside(context)
            }
        }
        if pending?.readableBytes == 0 { pending = nil }
    }

    private enum Reaction {
        case answer(Answer, length: Int)
        case incomplete
        case other
    }

    private func answer(_ bytes: UnsafeRawBufferPointer) -> Reaction {
        switch HotRequest.recognise(bytes) {
        case .hot(let request): path.answer(request).map { .answer($0, length: request.length) } ?? .other
        case .incomplete: .incomplete
        case .other: .other
        }
    }

    private func write(_ answer: Answer, _ context: ChannelHandlerContext) {
        var head = context.channel.allocator.buffer(capacity: 2048)
        let rest = AnswerBytes.append(answer, date: path.date, to: &head)
        context.write(wrapOutboundOut(head), promise: nil)
        for part in rest.dropLast() { context.write(wrapOutboundOut(part), promise: nil) }
        if let last = rest.last { context.write(wrapOutboundOut(last), promise: promise(holding: answer, context)) }
    }

    /// Keeps what an answer shares with others until it is sent or given up.
    private func promise(holding answer: Answer, _ context: ChannelHandlerContext) -> EventLoopPromise<Void>? {
        guard case .shared(_, let holder) = answer.body else { return nil }
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.whenComplete { _ in withExtendedLifetime(holder) {} }
        return promise
    }

    /// Hands the connection over, with everything that is not answered.
    private func stepAside(_ context: ChannelHandlerContext) {
        hasSteppedAside = true
        context.flush()
        if let bytes = pending {
            pending = nil
            context.fireChannelRead(wrapInboundOut(bytes))
        }
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }
}
