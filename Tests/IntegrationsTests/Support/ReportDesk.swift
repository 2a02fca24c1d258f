import Synchronization
import TestServers

/// A server that does with reports what a test says, and keeps them.
final class ReportDesk: Sendable {
    private final class Received: Sendable {
        let requests = Mutex<[TestRequest]>([])
    }

    private let received: Received
    private let server: TestHTTPServer

    /// - Parameter answer: what everybody gets.
    init(_ answer: TestAnswer = .json(#"{"success":true}"#)) async throws {
        let received = Received()
        self.received = received
        server = try await TestHTTPServer { request in
            received.requests.withLock { $0.append(request) }
            return answer
        }
    }

    var url: String { server.url }
    var requests: [TestRequest] { received.requests.withLock { $0 } }

    func stop() async { await server.stop() }
}
