import NIOCore

/// Takes the header of the PROXY protocol off the beginning of a balancer's connection, and steps aside.
final class ProxyHeaderHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let watch: ConnectionWatch
    private var pending: ByteBuffer?

    init(watch: ConnectionWatch) { self.watch = watch }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if var pending {
            pending.writeBuffer(&bytes)
            bytes = pending
        }
        switch bytes.withUnsafeReadableBytes({ ProxyHeader.read($0) }) {
        case .incomplete: pending = bytes
        case .invalid:
            pending = nil
            watch.turnedAway(.proxyHeader)
            context.close(promise: nil)
        case .header(let header):
            pending = nil
            bytes.moveReaderIndex(forwardBy: header.length)
            guard header.source.map({ watch.announce($0) }) ?? true else { return context.close(promise: nil) }
            watch.proxyHeaderCame(at: context.eventLoop.now)
            if bytes.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(bytes)) }
            context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
        }
    }
}
