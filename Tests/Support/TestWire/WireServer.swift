import Glibc
import Synchronization
import TestHosts
package import TestLoop

/// `sikker server` as a process, on a free port of 127.0.0.1 and a folder of its own. Ended when this object goes, and when
/// the tests end, however they do.
package final class WireServer: Sendable {
    private struct Running {
        var process: TestProcess?
        var port: UInt16 = 0
    }

    package let folder: LoopFolder
    private let arguments: [String]
    private let environment: [String]
    private let running = Mutex(Running())

    /// Starts a server and waits until it is ready.
    ///
    /// - Parameters:
    ///   - arguments: further ones of `sikker server`.
    ///   - environment: on top of the test's own, as `NAME=value`.
    ///   - folder: an earlier server's, to work on its data.
    package static func start(
        _ arguments: [String] = [], environment: [String] = [], folder: LoopFolder? = nil
    ) async throws -> WireServer {
        let server = WireServer(arguments, environment, folder: try folder ?? LoopFolder())
        try await server.start()
        return server
    }

    private init(_ arguments: [String], _ environment: [String], folder: LoopFolder) {
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
    }

    /// The port it listens on; the same after ``restart()``.
    package var port: UInt16 { running.withLock { $0.port } }
    package var dataFolder: String { folder.file("server") }
    /// Everything it has printed, since its first start.
    package var log: String { folder.text(of: Self.logName) }
    private static let logName = "server.log"

    /// Of the process; 0 when it does not run.
    package var id: Int32 { running.withLock { $0.process?.id ?? 0 } }

    package var isRunning: Bool { running.withLock { $0.process?.hasEnded == false } }

    // MARK: Start and end

    /// Threads that the kernel takes for the parents of the servers: these end when it does, so it lives as long as the
    /// tests.
    private static let parent = Result { try TestThread() }

    /// Starts it again, on the same folder and port, after ``kill()`` or ``stop()``.
    package func restart() async throws { try await start() }

    private func start() async throws {
        let logFile = folder.file(Self.logName)
        let known = log.utf8.count
        let command =
            [
                // The log is a file, so that nobody needs to read it for the server to go on.
                "sh", "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", logFile, "env",
            ] + environment
            + [
                "setpriv", "--pdeathsig", "KILL", LoopProgram.path, "server", "--listen", "127.0.0.1:\(port)", "--data",
                dataFolder,
            ] + arguments
        let process = try await Self.parent.get().run { try TestProcess(command) }
        running.withLock { $0.process = process }
        let port = try await TestThread.run { [self] in
            try LoopWait.until("the server listens", seconds: 180, { log }) {
                try expectRunning()
                return Self.port(in: log, after: known) != nil
            }
            return Self.port(in: log, after: known) ?? 0
        }
        running.withLock { $0.port = port }
        try await TestThread.run { [self] in
            try LoopWait.until("the server is ready", seconds: 180, { log }) {
                try expectRunning()
                return (try? WireConnection(port: port).exchange(.get("/readyz")).status) == 200
            }
        }
    }

    /// From the line `… Listening on http://127.0.0.1:12345`.
    private static func port(in log: String, after known: Int) -> UInt16? {
        let news = String(decoding: log.utf8.dropFirst(known), as: UTF8.self)
        guard let line = news.firstRange(of: "Listening on ") else { return nil }
        let address = news[line.upperBound...].prefix { !$0.isWhitespace && $0 != "\"" }
        // The rest of the line may not be there yet.
        guard address.endIndex < news.endIndex else { return nil }
        return address.split(separator: ":").last.flatMap { UInt16($0) }
    }

    private func expectRunning() throws {
        guard isRunning else { throw WireError.noServer(log: log) }
    }

    /// With SIGKILL; returns when it is gone.
    package func kill() async throws { _ = try await end(SIGKILL) }

    /// With SIGTERM; returns its exit status when it has ended.
    @discardableResult
    package func stop() async throws -> Int32 { try await end(SIGTERM) }

    /// Sends a signal to the running process.
    package func signal(_ signal: Int32) { running.withLock { $0.process?.kill(signal) } }

    private func end(_ signal: Int32) async throws -> Int32 {
        guard let process = running.withLock({ $0.process.take() }) else { throw WireError.noServer(log: log) }
        return try await TestThread.run {
            process.kill(signal)
            return process.wait().status
        }
    }

    // MARK: Talking to it

    /// Runs `body`, which may block, with a connection of its own on a thread of its own.
    ///
    /// - Parameters:
    ///   - source: the address to come from, such as another one of 127.0.0.0/8.
    ///   - milliseconds: how long the connection waits for the next byte.
    package func withConnection<Result: Sendable>(
        from source: String? = nil, milliseconds: Int = 20_000,
        _ body: @escaping @Sendable (WireConnection) throws -> Result
    ) async throws -> Result {
        let port = port
        return try await TestThread.run {
            try body(WireConnection(port: port, from: source, milliseconds: milliseconds))
        }
    }

    /// Sends a request on a connection of its own and reads the answer.
    package func send(_ request: WireRequest) async throws -> WireAnswer {
        try await withConnection { try $0.exchange(request) }
    }

    package func get(
        _ target: String, key: String? = nil, fields: [(String, String)] = []
    ) async throws -> WireAnswer { try await send(.get(target, key: key, fields: fields)) }

    package func head(
        _ target: String, key: String? = nil, fields: [(String, String)] = []
    ) async throws -> WireAnswer { try await send(WireRequest("HEAD", target, key: key, fields: fields)) }

    package func post(
        _ target: String, key: String? = nil, type: String? = "application/json", fields: [(String, String)] = [],
        _ body: String
    ) async throws -> WireAnswer { try await send(.post(target, key: key, type: type, fields: fields, body)) }

    package func delete(_ target: String, key: String? = nil) async throws -> WireAnswer {
        try await send(WireRequest("DELETE", target, key: key))
    }

    /// Reports an address; throws unless the server has acknowledged it.
    package func report(
        _ address: String, category: String = "brute_force", protocol name: String = "ssh", key: String
    ) async throws {
        let answer = try await post(
            "/v1/key/report", key: key, #"{"ip":"\#(address)","category":"\#(category)","protocol":"\#(name)"}"#)
        guard answer.status == 200 else { throw WireError.malformed("\(answer.status): \(answer.text)") }
    }
}
