import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Three things that Hummingbird leaves to others: `100 Continue` for clients that ask before they send a body, answers to
/// HEAD that end with their head, and a sentence in the answer to what is no HTTP.
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
            if isRefusal(head) { return writeRefusal(head, context, promise) }
        case .body: break
        case .end:
            if unanswered.popFirst() == .head, isChunked, let bodilessEnd {
                return bodilessEnd.keepBack { context.write(data, promise: promise) }
            }
        }
        context.write(data, promise: promise)
    }

    /// What the parser refuses is answered with a bare 400 that closes the connection; none of ours has no body.
    private func isRefusal(_ head: HTTPResponse) -> Bool {
        head.status == .badRequest && head.headerFields[.contentLength] == "0"
            && head.headerFields[.connection] == "close"
    }

    private func writeRefusal(
        _ head: HTTPResponse, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?
    ) {
        let answer = RequestError.badRequest("the request is not valid HTTP/1.1").answer
        guard case .bytes(let body) = answer.body else {
            return context.write(wrapOutboundOut(.head(head)), promise: promise)
        }
        var head = head
        head.headerFields[.contentLength] = String(body.count)
        head.headerFields[.contentType] = answer.contentType.name.description
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: promise)
    }
}
