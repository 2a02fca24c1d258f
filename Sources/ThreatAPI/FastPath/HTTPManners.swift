import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Two things that Hummingbird leaves to others: `100 Continue` for clients that ask before they send a body, and answers
/// to HEAD that end with their head.
final class HTTPManners: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var bodilessEnd: BodilessEnd?
    /// The methods of the requests that are not answered yet, in their order: some may come before the first is answered,
    /// as many as fit what is read at once.
    private var unanswered: ArraySlice<HTTPRequest.Method> = []
    /// Of the answer that is being written.
    private var isChunked = false

    func handlerAdded(context: ChannelHandlerContext) {
        bodilessEnd = try? context.pipeline.syncOperations.handler(type: BodilessEnd.self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { bodilessEnd = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) {
            // In the middle of another answer it could not be said.
            if unanswered.isEmpty, head.headerFields[.expect]?.lowercased() == "100-continue" {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
            unanswered.append(head.method)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            isChunked = head.headerFields[.contentLength] == nil && head.status != .notModified
        case .body: break
        case .end:
            if unanswered.popFirst() == .head, isChunked, let bodilessEnd {
                return bodilessEnd.keepBack { context.write(data, promise: promise) }
            }
        }
        context.write(data, promise: promise)
    }
}
