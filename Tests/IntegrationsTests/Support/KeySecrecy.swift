import Glibc
import TestHosts
import TestLoop
import TestServers
import Testing

/// Looks for a key where other users of a machine could find it.
enum KeySecrecy {
    /// Calls `body` while a script waits for a server that never answers, and expects the key on no command line of the machine.
    static func expectHidden(
        _ key: String, from server: PlayedListServer,
        whileRunning run: @escaping @Sendable () async throws -> ScriptOutcome
    ) async throws {
        server.setAnswer(.hang)
        let known = server.requests.count
        async let outcome = run()
        let lines = try await TestThread.run {
            try LoopWait.until("the server is asked") { server.requests.count > known }
            return ProcessTable.commandLines(containing: key)
        }
        #expect(lines == [])
        let ended = try await outcome
        #expect(ended.status == 1)
        #expect(!(ended.output + ended.error).contains(key))
        #expect(server.requests.last?.headers["authorization"] == "Bearer \(key)")
    }
}
