import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Two things that Hummingbird leaves to others: `100 Continue` for clients that ask before they send a body, and a
/// sentence in the answer to what is no HTTP.
final class HTTPManners: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data), head.headerFields[.expect]?.lowercased() == "100-continue" {
            context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // What the parser refuses is answered with a bare 400 that closes the connection; none of ours has no body.
        guard case .head(var head) = unwrapOutboundIn(data), head.status == .badRequest,
            head.headerFields[.contentLength] == "0", head.headerFields[.connection] == "close"
        else { return context.write(data, promise: promise) }
        let answer = RequestError.badRequest("the request is not valid HTTP/1.1").answer
        guard case .bytes(let body) = answer.body else { return context.write(data, promise: promise) }
        head.headerFields[.contentLength] = String(body.count)
        head.headerFields[.contentType] = answer.contentType.name.description
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: promise)
    }
}
