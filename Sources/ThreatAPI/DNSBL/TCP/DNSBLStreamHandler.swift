import NIOCore

/// One connection: questions and answers, each after its length in two bytes, answered in the order they came (RFC 7766).
///
/// A connection is closed when it does not bring a whole question within its time, however it passes it, when a question is
/// longer than any that means something, and after so many that others may have its place. While answers are not taken,
/// no questions are.
final class DNSBLStreamHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// No question has as many bytes.
    static let longestQuery = 4096
    static let mostQueries = 10_000

    private let responder: DNSBLResponder
    private let listings: SnapshotListings
    private let idleTime: TimeAmount
    private let metrics: DNSBLMetrics
    /// What came and is not answered.
    private var waiting = ByteBuffer()
    private var queries = 0
    private var deadline: Scheduled<Void>?
    private var isClosing = false

    init(responder: DNSBLResponder, listings: SnapshotListings, idleTime: Duration, metrics: DNSBLMetrics) {
        self.responder = responder
        self.listings = listings
        self.idleTime = TimeAmount(idleTime)
        self.metrics = metrics
    }

    func channelActive(context: ChannelHandlerContext) {
        setDeadline(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var piece = unwrapInboundIn(data)
        waiting.writeBuffer(&piece)
        answer(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { answer(context) }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { close(context) }

    private func setDeadline(_ context: ChannelHandlerContext) {
        deadline?.cancel()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: idleTime) { channel.close(promise: nil) }
    }

    private func answer(_ context: ChannelHandlerContext) {
        var hasAnswered = false
        while context.channel.isWritable, !isClosing,
            let length = waiting.getInteger(at: waiting.readerIndex, as: UInt16.self)
        {
            guard (DNSHeader.length...Self.longestQuery).contains(Int(length)) else {
                isClosing = true
                break
            }
            guard waiting.readableBytes >= 2 + Int(length) else { break }
            waiting.moveReaderIndex(forwardBy: 2)
            guard let query = waiting.readSlice(length: Int(length)), let answer = answer(query, context) else {
                isClosing = true
                break
            }
            context.write(wrapOutboundOut(answer), promise: nil)
            hasAnswered = true
            queries += 1
            if queries == Self.mostQueries { isClosing = true }
        }
        waiting.discardReadBytes()
        if hasAnswered { setDeadline(context) }
        if isClosing { return close(context) }
        context.flush()
        let isWritable = context.channel.isWritable
        try? context.channel.syncOptions?.setOption(.autoRead, value: isWritable)
    }

    /// With its length before it; `nil` for what is never answered.
    private func answer(_ query: ByteBuffer, _ context: ChannelHandlerContext) -> ByteBuffer? {
        withUnsafeTemporaryAllocation(byteCount: DNSBLResponder.longestAnswer, alignment: 16) { room in
            let answer = query.withUnsafeReadableBytes {
                responder.answer($0, over: .stream, from: listings.current, into: room)
            }
            metrics.note(answer)
            guard answer.length > 0 else { return nil }
            var bytes = context.channel.allocator.buffer(capacity: 2 + answer.length)
            bytes.writeInteger(UInt16(answer.length))
            bytes.writeBytes(room[..<answer.length])
            return bytes
        }
    }

    /// What was written before goes out first.
    private func close(_ context: ChannelHandlerContext) {
        isClosing = true
        context.flush()
        context.close(promise: nil)
    }
}
