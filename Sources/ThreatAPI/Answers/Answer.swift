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
    /// When the list was made, for a form of it that has no place to say so.
    var generatedAt: Timestamp?
    /// How many addresses the list holds: who gets fewer knows that something cut it off.
    var addressCount: Int?
    /// How the body is compressed.
    var coding = ContentCoding.identity
    /// The times of the first and last object of a page of a collection.
    var datesAdded: DatesAdded?
    /// Whether another `Accept-Encoding` would have another answer.
    var variesByEncoding = false
    /// Whether another `Accept` would have another answer.
    var variesByAccept = false
    /// Where to go on, for 303.
    var location: String?
    /// Whether nobody may keep it: its address is what its owner alone knows, or it is about one moment.
    var isSecret = false
    /// Since when the answer has been the same, in whole seconds, as far as is known.
    var lastModified: HTTPDate?
    /// Seconds for which the one who asked need not ask again.
    var maximumAge: Int?
    /// Whether it is the same for everyone: caches between here and there may keep it a while.
    var isPublic = false
    /// What the answer is called when it is kept as a file; it is then never shown in a window. `nil`: it is no file.
    var fileName: String?
    /// Whether the page runs the one script that it names.
    var runsScript = false
    /// How somebody without a key is asked for one, for 401.
    var challenge = Challenge.bearer
    /// Seconds after which trying again makes sense.
    var retryAfter: Int?
    /// The methods that the path takes.
    var allow: String?
    var requestID: RequestID?
    var body: Body

    enum ContentType: Sendable {
        case json
        case plainText
        case ndjson
        /// RFC 4027
        case zone
        case eventStream
        case metrics
        case taxii
        case html
        case css
        case svg
        case script
        /// Bytes of which nobody knows what they are, and which nobody is to look at.
        case octets

        var name: StaticString {
            switch self {
            case .json: "application/json"
            case .plainText: "text/plain; charset=utf-8"
            case .ndjson: "application/x-ndjson"
            case .zone: "text/dns; charset=utf-8"
            case .eventStream: "text/event-stream"
            case .metrics: "text/plain; version=0.0.4; charset=utf-8"
            case .taxii: "application/taxii+json;version=2.1"
            case .html: "text/html; charset=utf-8"
            case .css: "text/css; charset=utf-8"
            case .svg: "image/svg+xml"
            case .script: "text/javascript; charset=utf-8"
            case .octets: "application/octet-stream"
            }
        }
    }

    /// A scheme of authentication (RFC 9110 §11.6.1).
    enum Challenge: Sendable {
        /// For programs.
        case bearer
        /// For browsers, which ask the person: the key is the password.
        case basic

        var field: String {
            switch self {
            case .bearer: "Bearer"
            case .basic: "Basic realm=\"Sikker\", charset=\"UTF-8\""
            }
        }
    }

    /// A validator as it stands in the header.
    enum Tag: Sendable {
        case strong(EntityTag, ContentCoding)
        case weak(EntityTag)

        var field: String {
            switch self {
            case .strong(let tag, let coding): "\"\(tag.text)\(coding.tagEnding)\""
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
        /// Pieces, some of which many answers share, to be sent one after the other.
        ///
        /// - Parameter holder: kept until they are sent, so that it is known how long that takes.
        case shared([ByteBuffer], holder: any Sendable)
        /// Written bit by bit, as fast as the client reads.
        case stream(any AnswerStream)

        /// `nil` for a stream whose length nobody knows.
        var length: Int? {
            switch self {
            case .none: 0
            case .omitted(let length): length
            case .bytes(let bytes): bytes.count
            case .shared(let pieces, _): pieces.reduce(0) { $0 + $1.readableBytes }
            case .stream(let stream): stream.length
            }
        }
    }

    /// Bytes of the body that go over the wire, as far as they are known beforehand.
    var sentLength: Int {
        switch body {
        case .none, .omitted, .stream: 0
        case .bytes, .shared: body.length ?? 0
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
