import NIOCore

/// Keeps back the last chunk of an answer that has no body. An answer to HEAD may say `Transfer-Encoding: chunked` as the
/// answer to GET would, and ends with its head all the same (RFC 9112 §6.3); NIO's encoder does not know what was asked
/// and writes the chunk that ends a body.
final class BodilessEnd: ChannelOutboundHandler {
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private var isKeepingBack = false

    /// Lets nothing through that is written while `write` runs.
    func keepBack(_ write: () -> Void) {
        isKeepingBack = true
        write()
        isKeepingBack = false
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard isKeepingBack else { return context.write(data, promise: promise) }
        // Nothing in its place: whoever waits for it waits for the head before it.
        if promise != nil { context.write(wrapOutboundOut(.byteBuffer(ByteBuffer())), promise: promise) }
    }
}
