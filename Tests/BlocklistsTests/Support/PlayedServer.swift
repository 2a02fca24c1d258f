import APIClient
import Blocklists
import IPNetworks
import Synchronization
import TestServers
import ThreatModel

/// A Sikker server that a test plays: answers requests for the list and for its changes as it is told, on a real socket.
final class PlayedServer: Sendable {
    typealias Handler = @Sendable (TestRequest) -> TestAnswer

    /// What was asked, as it comes.
    private final class Record: Sendable {
        let requests = Mutex<[TestRequest]>([])
        func note(_ request: TestRequest) { requests.withLock { $0.append(request) } }
    }

    private let record: Record
    private let http: TestHTTPServer
    /// Of all tests: never shut down, and so never in the way of a test that fails.
    private static let connections = HTTPConnections()

    /// - Parameters:
    ///   - pull: answers requests for the whole list, the first, the second and so on; the last answer is given again.
    ///   - stream: answers requests for changes.
    init(pull: [TestAnswer], stream: @escaping Handler = { _ in .hang }) async throws {
        let record = Record()
        let pulls = Mutex(pull[...])
        self.record = record
        http = try await TestHTTPServer { request in
            record.note(request)
            if request.isForStream { return stream(request) }
            return pulls.withLock { ($0.count > 1 ? $0.popFirst() : $0.first) ?? .cut }
        }
    }

    var requests: [TestRequest] { record.requests.withLock { $0 } }
    var streamRequests: [TestRequest] { requests.filter(\.isForStream) }

    func client() throws -> APIClient {
        APIClient(server: try ServerURL(http.url), credential: try Credential("sk_test"), connections: Self.connections)
    }

    /// The source that follows this server.
    func source(
        pullInterval: Duration = .seconds(3600), clock: any Clock<Duration> = ContinuousClock()
    ) throws -> any BlocklistSource {
        let settings = SourceSettings(api: try client(), pullInterval: pullInterval)
        return SourceRegistry.sources(settings, clock: clock)[0]
    }

    func stop() async { await http.stop() }
}

extension TestRequest {
    var isForStream: Bool { target.contains("/stream") }

    /// The place after which changes are asked for.
    var since: FeedCursor? {
        target.split(whereSeparator: { $0 == "?" || $0 == "&" }).first { $0.hasPrefix("since=") }
            .flatMap { FeedCursor(String($0.dropFirst("since=".count))) }
    }
}

extension TestAnswer {
    /// A list as the server sends it.
    static func list(_ text: String, tag: String? = nil, cursor: FeedCursor? = nil) -> TestAnswer {
        var headers = [("content-type", "text/plain")]
        if let tag { headers.append(("etag", tag)) }
        if let cursor { headers.append(("X-Blacklist-Cursor", cursor.description)) }
        return .answer(status: 200, headers: headers, body: Array(text.utf8))
    }

    /// The beginning of a stream, then silence or, when `cut`, the end of the connection.
    static func events(_ texts: String..., cut: Bool = false) -> TestAnswer {
        let (pieces, piece) = AsyncStream.makeStream(of: [UInt8].self)
        for text in texts { piece.yield(Array(text.utf8)) }
        if cut { piece.finish() }
        return .stream(headers: [("content-type", "text/event-stream")], pieces: pieces)
    }
}

/// Events as the server writes them.
enum EventText {
    static func add(_ address: String, at cursor: FeedCursor) -> String {
        "event: add\nid: \(cursor)\ndata: {\"ip\":\"\(address)\",\"confidenceLevel\":90}\n\n"
    }

    static func remove(_ address: String, at cursor: FeedCursor) -> String {
        "event: remove\nid: \(cursor)\ndata: {\"ip\":\"\(address)\"}\n\n"
    }

    static func reset(at cursor: FeedCursor) -> String { "event: reset\nid: \(cursor)\ndata: {}\n\n" }
    static func ready(at cursor: FeedCursor) -> String { "event: ready\nid: \(cursor)\ndata: {}\n\n" }
    static func heartbeat(at cursor: FeedCursor) -> String { "id: \(cursor)\n\n" }
}
