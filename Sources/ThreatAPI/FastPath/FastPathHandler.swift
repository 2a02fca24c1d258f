import NIOCore
import NIOTLS

/// The first handler of every connection that sees requests: answers hot requests as long as a connection sends nothing else, and steps
/// aside for good with the first request that is not one. Whatever comes is counted for the connection's times.
///
/// Answers keep their order, because nothing has been passed on while it answers. A client that does not read is not
/// answered further, and not read from, until it has caught up.
final class FastPathHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let path: FastPath
    private let watch: ConnectionWatch
    private var knownKey = KnownKey()
    /// What has come and is not answered yet: the beginning of a head, or requests that wait for the client to read.
    private var pending: ByteBuffer?
    private var isReadWanted = false
    private var hasSteppedAside = false

    init(path: FastPath, watch: ConnectionWatch) {
        self.path = path
        self.watch = watch
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event { watch.handshakeEnded(at: context.eventLoop.now) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        watch.progress.bytesCame(bytes.readableBytes, at: context.eventLoop.now)
        guard !hasSteppedAside else { return pass(bytes, context) }
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
                watch.progress.answeredAtOnce(isRestLeft: bytes.readableBytes > length, at: context.eventLoop.now)
            case .incomplete: return
            case .other: return stepAside(context)
            }
        }
        if pending?.readableBytes == 0 { pending = nil }
    }

    /// What is not for here goes on, unless chunks of a body have become a flood of their own.
    private func pass(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        context.fireChannelRead(wrapInboundOut(bytes))
        // The parser does not tell that it holds the beginning of another head.
        if watch.bodyLength == 0, !bytes.endsWithEmptyLine { watch.progress.isLeftOver(at: context.eventLoop.now) }
        if watch.areChunksTooWordy { watch.breakBody?(.chunksTooWordy) }
    }

    private enum Reaction {
        case answer(Answer, length: Int)
        case incomplete
        case other
    }

    private func answer(_ bytes: UnsafeRawBufferPointer) -> Reaction {
        switch HotRequest.recognise(bytes) {
        case .hot(let request) where !watch.isEnding:
            path.answer(request, on: watch.connection, knownKey: &knownKey).map {
                .answer($0, length: request.length)
            } ?? .other
        case .hot: .other
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
            pass(bytes, context)
        }
    }
}

extension ByteBuffer {
    /// As the head of a request does.
    fileprivate var endsWithEmptyLine: Bool {
        readableBytes >= 4 && getInteger(at: writerIndex - 4, as: UInt32.self) == 0x0d0a_0d0a
    }
}
