import HTTPTypes
import NIOCore
import NIOHTTP1

/// Between NIO's parser and everything that understands requests: the rules of RFC 9112 that the parser leaves to others,
/// and the end of connections that must not be used again.
///
/// What breaks a rule is passed on as an error of the parser, so that whatever was asked before it is answered first; the
/// answer to that error gets its status and sentence here.
final class HTTPRules: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// The longest body of any request, before it is unpacked.
    static let maximumBodyLength = 32 << 20
    /// Bytes by which the chunks of a body may be longer than what is in them, besides its own length eight times over: each
    /// chunk has a line of its own, which may say anything at any length.
    static let maximumChunkOverhead = 64 << 10

    private struct Exchange {
        var isOldVersion: Bool
        /// The connection is not used again after this.
        var isLast: Bool
    }

    private let watch: ConnectionWatch
    /// Requests that are not answered, in their order.
    private var exchanges: CircularBuffer<Exchange> = []
    /// Why nothing more is read.
    private var fault: RequestError?
    /// The fault was found in the body of a request.
    private var isFaultInBody = false
    private var isHungUp = false
    private var isRefusalDropped = false

    init(watch: ConnectionWatch) { self.watch = watch }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        watch.refuse = { error in
            let (handler, context) = bound.value
            handler.refuse(error, context)
        }
        watch.breakBody = { error in
            let (handler, context) = bound.value
            handler.fail(error, context)
        }
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard fault == nil, !isHungUp else { return }
        let now = context.eventLoop.now
        switch unwrapInboundIn(data) {
        case .head(let head):
            if let error = Self.fault(of: head) { return fail(error, context) }
            watch.bodyLength = 0
            watch.progress.headCame(at: now)
            let isOld = head.version == .http1_0
            exchanges.append(Exchange(isOldVersion: isOld, isLast: !head.isKeepAlive || Self.wantsOtherProtocol(head)))
        case .body(let bytes):
            watch.bodyLength += bytes.readableBytes
            if watch.bodyLength > Self.maximumBodyLength { return fail(.bodyTooLong, context) }
        case .end: watch.progress.bodyEnded(at: now)
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard fault == nil else { return }
        if let error = error as? HTTPParserError {
            isFaultInBody = watch.progress.isReceivingBody
            fault = error == .headerOverflow ? .headTooLong : .notHTTP
        }
        context.fireErrorCaught(error)
    }

    /// Stops reading requests. Everything before this one is answered.
    private func fail(_ error: RequestError, _ context: ChannelHandlerContext) {
        guard fault == nil else { return }
        isFaultInBody = watch.progress.isReceivingBody
        fault = error
        context.fireErrorCaught(HTTPParserError.unknown)
    }

    private static func fault(of head: HTTPRequestHead) -> RequestError? {
        let isOld = head.version == .http1_0
        let hosts = head.headers["Host"].count
        if hosts > 1 || hosts == 0 && !isOld { return .badRequest("a request has exactly one 'Host' field") }
        let codings = head.headers["Transfer-Encoding"]
        if !codings.isEmpty {
            // RFC 9112 §6.1, §6.3: in all these cases the length of the body is anybody's guess.
            guard !isOld, codings.count == 1, codings[0].lowercased() == "chunked",
                !head.headers.contains(name: "Content-Length")
            else { return .badRequest("a body has a 'Content-Length', or 'Transfer-Encoding: chunked', and not both") }
        }
        if let length = head.headers.first(name: "Content-Length").flatMap({ Int($0) }), length > maximumBodyLength {
            return .bodyTooLong
        }
        return nil
    }

    /// After these the parser reads nothing more, because what follows may be no HTTP.
    private static func wantsOtherProtocol(_ head: HTTPRequestHead) -> Bool {
        head.method == .CONNECT || head.headers.contains(name: "Upgrade")
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isHungUp, !isRefusalDropped else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head): write(head, context, promise)
        case .body: context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            guard let exchange = exchanges.popFirst() else { return }
            watch.progress.answered(at: context.eventLoop.now)
            if exchange.isLast || watch.isEnding && exchanges.isEmpty { hangUp(context) }
        }
    }

    private func write(_ head: HTTPResponseHead, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        if fault != nil, Self.isRefusal(head) { return writeRefusal(context, promise) }
        var head = head
        if !(100..<200).contains(head.status.code) {
            watch.progress.answerBegan()
            if var exchange = exchanges.first {
                // Without chunks, which the old version does not have, only the end of the connection ends a body.
                let isEndless = exchange.isOldVersion && !head.headers.contains(name: "Content-Length")
                // What came together with it is answered too.
                let isEnding = (watch.isEnding || watch.keeper.isDraining) && exchanges.count == 1
                if isEnding || isEndless { exchange.isLast = true }
                exchanges[exchanges.startIndex] = exchange
                if exchange.isOldVersion { head.version = .http1_0 }
                if exchange.isLast || exchange.isOldVersion {
                    head.headers.replaceOrAdd(name: "Connection", value: exchange.isLast ? "close" : "keep-alive")
                }
            }
        }
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }

    /// What the parser refuses is answered with a bare 400 that closes the connection; none of ours has no body.
    private static func isRefusal(_ head: HTTPResponseHead) -> Bool {
        head.status == .badRequest && head.headers.first(name: "Content-Length") == "0"
            && head.headers.first(name: "Connection") == "close"
    }

    private func writeRefusal(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        guard !(isFaultInBody && exchanges.isEmpty) else {
            // The request was answered before its body turned out to be broken: a second answer would be taken for that to
            // another request.
            isRefusalDropped = true
            promise?.succeed()
            return context.close(mode: .output, promise: nil)
        }
        writeAnswer(fault ?? .notHTTP, context)
        promise?.succeed()
    }

    /// Writes a refusal past the router and hangs up.
    private func refuse(_ error: RequestError, _ context: ChannelHandlerContext) {
        guard !isHungUp else { return }
        writeAnswer(error, context)
    }

    private func writeAnswer(_ error: RequestError, _ context: ChannelHandlerContext) {
        let answer = error.answer
        guard case .bytes(let body) = answer.body else { return }
        let id = watch.keeper.noteRefused(error.status, client: watch.connection.source, bytes: body.count)
        let headers: HTTPHeaders = [
            "Content-Type": answer.contentType.name.description, "Content-Length": String(body.count),
            "X-Request-Id": id.description, "Connection": "close",
        ]
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: error.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        hangUp(context)
    }

    private func hangUp(_ context: ChannelHandlerContext) {
        isHungUp = true
        context.flush()
        context.close(mode: .output, promise: nil)
    }
}

extension RequestError {
    static let notHTTP = badRequest("the request is not valid HTTP/1.1")
    static let headTooLong = Self(
        status: 431,
        sentence: "the head of a request may have at most \(APIChannel.maximumHeadLength) bytes and "
            + "\(APIChannel.maximumFieldCount) fields")
    static let bodyTooLong = tooLarge("a body may have at most \(HTTPRules.maximumBodyLength) bytes")
    static let chunksTooWordy = badRequest("the chunks of the body are longer than what is in them")
}
