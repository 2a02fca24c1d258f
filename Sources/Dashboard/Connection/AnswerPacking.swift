import APIClient
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Sends pages and data compressed to whoever takes that. Nothing secret that stays the same from page to page stands in
/// them (``FormToken``), so that their lengths tell nothing.
struct AnswerPacking: RouterMiddleware {
    typealias Context = WebContext

    /// Below this nothing is won: it fits into one packet as it is.
    private static let leastBytes = 1200
    private static let kinds = ["text/html", "application/json", "text/plain", "application/yaml"]

    @concurrent
    func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var answer = try await next(request, context)
        // What has no known length is a stream.
        guard let length = answer.body.contentLength, length >= Self.leastBytes,
            answer.headers[.contentEncoding] == nil, answer.headers[.eTag] == nil,
            Self.kinds.contains(where: { answer.headers[.contentType]?.hasPrefix($0) ?? false })
        else { return answer }
        answer.headers[.vary] = "accept-encoding"
        guard request.method != .head, AcceptedCoding.takesGzip(request.headers[.acceptEncoding]) else { return answer }
        let whole = GatheredBody()
        try await answer.body.write(whole)
        let bytes = whole.bytes
        if let packed = Gzip.compress(Array(bytes.readableBytesView)) {
            answer.headers[.contentEncoding] = "gzip"
            answer.body = .init(byteBuffer: ByteBuffer(bytes: packed))
        } else {
            answer.body = .init(byteBuffer: bytes)
        }
        return answer
    }
}

/// What an answer would send, in one piece.
private final class GatheredBody: ResponseBodyWriter, Sendable {
    private let gathered = Mutex(ByteBuffer())

    var bytes: ByteBuffer { gathered.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
        gathered.withLock { _ = $0.writeImmutableBuffer(buffer) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
