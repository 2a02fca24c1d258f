import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import TestHosts

/// An HTTP server on a loopback port that answers whatever its handler says.
package final class TestHTTPServer: Sendable {
    package typealias Handler = @Sendable (TestRequest) -> TestAnswer

    package let port: Int
    private let channel: any Channel
    private let isEncrypted: Bool

    package var url: String { "\(isEncrypted ? "https" : "http")://127.0.0.1:\(port)" }

    /// - Parameters:
    ///   - port: 0 for any free one; a given one is bound again at once, for servers that come back.
    ///   - certificate: to speak TLS with.
    package init(port: Int = 0, certificate: ServerCertificate? = nil, handler: @escaping Handler) async throws {
        let tls = try certificate.map { try $0.serverContext() }
        isEncrypted = tls != nil
        // On a thread that is surely in this machine's network, because whoever calls opens the socket.
        let binding = try await TestThread.run {
            ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { child in
                    child.eventLoop.makeCompletedFuture {
                        if let tls {
                            try child.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                        }
                        try child.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: false)
                        try child.pipeline.syncOperations.addHandler(TestHTTPHandler(handler))
                    }
                }
                .bind(host: "127.0.0.1", port: port)
        }
        channel = try await binding.get()
        self.port = channel.localAddress?.port ?? 0
    }

    /// Stops listening; connections that are open stay so.
    package func stop() async {
        try? await channel.close()
    }
}

private final class TestHTTPHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let handler: TestHTTPServer.Handler
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()

    init(_ handler: @escaping TestHTTPServer.Handler) { self.handler = handler }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body.clear()
        case .body(var part): body.writeBuffer(&part)
        case .end:
            guard let head else { return }
            let names = head.headers.map { ($0.name.lowercased(), $0.value) }
            let headers = Dictionary(names) { _, last in last }
            let isGzipped = headers["content-encoding"] == "gzip"
            let bytes = Array(body.readableBytesView)
            let request = TestRequest(
                method: head.method.rawValue, target: head.uri, headers: headers,
                body: isGzipped ? Gunzip.inflate(bytes) ?? [] : bytes)
            perform(handler(request), keepAlive: head.isKeepAlive, context: context)
        }
    }

    private func perform(_ answer: TestAnswer, keepAlive: Bool, context: ChannelHandlerContext) {
        switch answer {
        case .answer(let status, let fields, let body):
            var headers = HTTPHeaders(fields)
            headers.replaceOrAdd(name: "content-length", value: "\(body.count)")
            let head = HTTPResponseHead(
                version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers)
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            if !keepAlive { context.close(promise: nil) }
        case .raw(let bytes):
            // Past the encoder, straight to the socket.
            context.pipeline.syncOperations.writeAndFlushToSocket(bytes, of: context)
        case .stream(let status, let fields, let pieces):
            let head = HTTPResponseHead(
                version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: HTTPHeaders(fields))
            context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
            let channel = context.channel
            Task {
                for await piece in pieces {
                    // Some have no end of their own.
                    guard channel.isActive else { break }
                    try? await channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: piece))))
                }
                try? await channel.close()
            }
        case .hang: break
        case .cut: context.close(promise: nil)
        }
    }
}

extension ChannelPipeline.SynchronousOperations {
    fileprivate func writeAndFlushToSocket(_ bytes: [UInt8], of context: ChannelHandlerContext) {
        guard let encoder = try? self.context(handlerType: HTTPResponseEncoder.self) else { return }
        encoder.writeAndFlush(NIOAny(IOData.byteBuffer(ByteBuffer(bytes: bytes))), promise: nil)
        context.close(promise: nil)
    }
}
