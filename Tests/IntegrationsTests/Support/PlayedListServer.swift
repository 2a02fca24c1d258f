import Synchronization
import TestServers

/// A server whose blocklist, or whatever it sends in place of one, a test chooses.
final class PlayedListServer: Sendable {
    static let key = "sk_free_PlayedListServersOnlyKey0123456789"

    private struct State {
        var answer: TestAnswer = .cut
        var requests: [TestRequest] = []
    }

    private let state: Shared
    private let server: TestHTTPServer

    var url: String { server.url }
    /// Everything that was asked for, in order.
    var requests: [TestRequest] { state.withLock { $0.requests } }

    init() async throws {
        let state = Shared()
        self.state = state
        server = try await TestHTTPServer { request in
            state.withLock { state in
                state.requests.append(request)
                return state.answer
            }
        }
    }

    /// From now on, this is the list.
    func setList(_ addresses: [String], headers: [(String, String)] = []) {
        let text = addresses.map { $0 + "\n" }.joined()
        setAnswer(
            .answer(
                status: 200,
                headers: [("Content-Type", "text/plain"), ("X-Blacklist-Count", "\(addresses.count)")] + headers,
                body: Array(text.utf8)))
    }

    func setAnswer(_ answer: TestAnswer) { state.withLock { $0.answer = answer } }

    private final class Shared: Sendable {
        private let state = Mutex(State())
        func withLock<Result: Sendable>(_ body: (inout State) -> sending Result) -> Result {
            state.withLock { body(&$0) }
        }
    }
}
