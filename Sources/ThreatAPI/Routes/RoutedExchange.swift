import HTTPTypes
import Hummingbird
import IPNetworks
import Observability
import Store
import ThreatModel

/// A request that the router answers, from its head to its last byte: who makes it, whether that is let in, and what is
/// noted about it afterwards.
struct RoutedExchange: Sendable {
    private let state: ServerState
    private let head: RoutedHead
    private let method: String
    private let client: IPAddress?
    private let userAgent: [UInt8]
    private let started = ContinuousClock.now
    private let id: RequestID

    init(_ request: Request, _ context: APIContext, _ state: ServerState) {
        self.state = state
        head = RoutedHead(request)
        method = request.method.rawValue
        client = context.connection?.client(of: request.headers)
        userAgent =
            request.headers[.userAgent].map { Array($0.utf8.prefix(AccessLogLine.maximumUserAgentLength)) } ?? []
        id = state.requestIDs.next()
    }

    /// - Throws: ``RequestError``: too many requests without a valid key came from there.
    func admit() throws(RequestError) {
        // While the server starts, it knows no keys.
        guard let core = state.core else { return }
        try head.withHead { (head) throws(RequestError) in
            let shown = ShownKey(head)
            guard shown.identity(in: core.identities.current, at: state.clock.now) == nil,
                let refusal = state.doorkeeper.refusal(of: client, showsKey: shown.isPresent)
            else { return }
            throw refusal
        }
    }

    /// Notes the answer; a stream is written down when it has ended.
    func finish(_ answer: Answer, route: String) -> Answer {
        state.requests.note(route, status: answer.status, duration: ContinuousClock.now - started)
        var answer = answer
        answer.requestID = id
        guard state.accessLog != nil else { return answer }
        if case .stream(let stream) = answer.body {
            answer.body = .stream(NotedStream(stream: stream, exchange: self, status: answer.status))
        } else {
            note(status: answer.status, bytes: answer.sentLength)
        }
        return answer
    }

    func note(status: Int, bytes: Int, isCut: Bool = false) {
        guard let log = state.accessLog else { return }
        let duration = ContinuousClock.now - started
        // Nothing here throws.
        try? head.withHead { (head) throws(RequestError) in
            userAgent.withUnsafeBytes { userAgent in
                log.note(
                    AccessLogEntry(
                        time: state.clock.now, client: client, method: method, path: head.path, query: head.query,
                        status: status, bytes: bytes, duration: duration,
                        credential: state.core.flatMap { ShownKey(head).known(in: $0.identities.current)?.credential },
                        userAgent: userAgent.isEmpty ? nil : userAgent, id: id, isCut: isCut))
            }
        }
    }
}

/// A stream that is noted in the access log when it ends, however it does.
private struct NotedStream: AnswerStream {
    let stream: any AnswerStream
    let exchange: RoutedExchange
    let status: Int

    @concurrent
    func write(to writer: any AnswerWriter) async throws {
        let counted = CountingWriter(writer)
        do {
            try await stream.write(to: counted)
            exchange.note(status: status, bytes: counted.count)
        } catch {
            exchange.note(status: status, bytes: counted.count, isCut: true)
            throw error
        }
    }
}

private final class CountingWriter: AnswerWriter {
    private let writer: any AnswerWriter
    private(set) var count = 0

    init(_ writer: any AnswerWriter) { self.writer = writer }

    @concurrent
    func write(_ bytes: [UInt8]) async throws {
        try await writer.write(bytes)
        count += bytes.count
    }

    @concurrent
    func finish() async throws { try await writer.finish() }
}
