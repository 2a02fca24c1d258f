import Synchronization
import Testing

@testable import Firewall

@Suite struct DryRunBackendTests {
    @Test func itSaysWhatItWouldDo() async throws {
        let lines = Lines()
        let backend = DryRunBackend { lines.append($0) }
        var state = FirewallState(generation: 3)
        state.lists.blocked4 = ExactAddresses([1, 2])
        let standing = try await backend.apply(FirewallPlan(from: backend.read(), to: state))
        #expect(lines.all.count == 1)
        #expect(lines.all[0].contains("blocked IPv4 addresses: write 2 anew"))
        // Nothing to do is nothing to say.
        _ = try await backend.apply(FirewallPlan(from: backend.read(), to: state))
        #expect(lines.all.count == 1)
        #expect(standing.appears(to: state))
        await backend.remove()
        #expect(lines.all.last == "remove everything")
    }

    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func append(_ line: String) { lines.withLock { $0.append(line) } }
    }
}
