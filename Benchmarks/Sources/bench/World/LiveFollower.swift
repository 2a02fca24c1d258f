import TestHosts

/// A page that follows what a guard blocks, as a bare connection on the guard's own host.
final class LiveFollower: Sendable {
    /// What a guard is to be told, so that it lets it look.
    static let environment = ["SIKKER_STATS_TOKEN=\(token)"]
    private static let token = "0123456789abcdef0123456789abcdef"
    private static let patienceMilliseconds = 5000

    let socket: TestSocket

    /// Returns when it has been told what there was before.
    init(of host: GuardedHost) async throws {
        socket = try await host.server.run {
            let socket = try TestSocket(.tcp)
            socket.setTimeout(milliseconds: LiveFollower.patienceMilliseconds)
            try socket.connect(to: "127.0.0.1", port: 7064)
            socket.send(
                Array(
                    """
                    GET /api/live HTTP/1.1\r
                    Host: 127.0.0.1\r
                    Authorization: Bearer \(LiveFollower.token)\r
                    \r\n
                    """.utf8))
            return socket
        }
        try await host.server.run { [self] in try read(until: "event: reset") }
    }

    /// Blocks.
    func read(until text: String) throws {
        var seen = ""
        while !seen.contains(text) {
            guard let bytes = socket.receive() else {
                throw BenchmarkFailure("'\(text)' was not told: \(seen.suffix(300))")
            }
            seen += String(decoding: bytes, as: UTF8.self)
        }
    }
}
