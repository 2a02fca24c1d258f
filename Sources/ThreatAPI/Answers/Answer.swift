import NIOCore
import ThreatModel

/// What is answered, before it becomes bytes on a connection. Both doors into the server, the fast path and the router,
/// write the same answers.
struct Answer: Sendable {
    var status = 200
    var contentType: ContentType = .json
    var quota: QuotaHeaders?
    var tag: Tag?
    /// Where the list stands in the change feed that this answer is, or is the beginning of: a stream from there tells
    /// everything that happens to it.
    var cursor: FeedCursor?
    /// The times of the first and last object of a page of a collection.
    var datesAdded: DatesAdded?
    /// The body is compressed.
    var isGzip = false
    /// Whether another `Accept-Encoding` would have another answer.
    var variesByEncoding = false
    /// Seconds after which trying again makes sense.
    var retryAfter: Int?
    /// The methods that the path takes.
    var allow: String?
    var body: Body

    enum ContentType: Sendable {
        case json
        case plainText
        case eventStream
        case metrics
        case taxii

        var name: StaticString {
            switch self {
            case .json: "application/json"
            case .plainText: "text/plain; charset=utf-8"
            case .eventStream: "text/event-stream"
            case .metrics: "text/plain; version=0.0.4; charset=utf-8"
            case .taxii: "application/taxii+json;version=2.1"
            }
        }
    }

    /// A validator as it stands in the header.
    enum Tag: Sendable {
        case strong(EntityTag, isGzip: Bool)
        case weak(EntityTag)

        var field: String {
            switch self {
            case .strong(let tag, let isGzip): "\"\(tag.text)\(isGzip ? EntityTag.gzipSuffix : "")\""
            case .weak(let tag): "W/\"\(tag.text)\""
            }
        }
    }

    struct DatesAdded: Equatable, Sendable {
        var first: VersionTime
        var last: VersionTime
    }

    enum Body: Sendable {
        /// None at all: 304.
        case none
        /// Of that length, but not sent: the answer to HEAD. `nil`: the length of a stream is not known.
        case omitted(length: Int?)
        case bytes([UInt8])
        /// Bytes that many answers share, and some of this one's own after them.
        case shared(ByteBuffer, own: ByteBuffer)
        /// Written bit by bit, as fast as the client reads.
        case stream(any AnswerStream)

        /// `nil` for a stream.
        var length: Int? {
            switch self {
            case .none: 0
            case .omitted(let length): length
            case .bytes(let bytes): bytes.count
            case .shared(let shared, let own): shared.readableBytes + own.readableBytes
            case .stream: nil
            }
        }
    }

    static func json(_ bytes: [UInt8], status: Int = 200, quota: QuotaHeaders? = nil) -> Answer {
        Answer(status: status, quota: quota, body: .bytes(bytes))
    }

    /// The same answer without its body, for HEAD.
    var withoutBody: Answer {
        var answer = self
        if case .none = body { return answer }
        answer.body = .omitted(length: body.length)
        return answer
    }
}
