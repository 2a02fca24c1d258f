import Glibc
import IPNetworks
import TestHosts
import TestLoop
import TestWire

/// A host with a server that lists many addresses, and with other people's programs that ask it.
final class FacadeWorld: Sendable {
    static let port: UInt16 = 8080
    /// As often as bouncers can ask.
    static let pace = "1s"

    let host: TestHost
    let folder: LoopFolder
    let key: String
    /// The server, and with it the rest of what runs here.
    private let server: TestProcess

    /// - Parameters:
    ///   - listed: addresses that are listed from the start, see ``ListedStore``.
    ///   - prepare: puts files into the folder, and gives further arguments of `sikker server`.
    init(listed: Int, prepare: (LoopFolder) async throws -> [String] = { _ in [] }) async throws {
        host = try TestHost("facade")
        folder = try await ListedStore.make(listed)
        let arguments = try await prepare(folder)
        let (log, data) = (folder.file("server.log"), folder.file("server"))
        key = try await TestThread.run {
            let command = [LoopProgram.path, "key", "create", "--json", "--tier", "operator", "--data", data]
            let json = try JSONValue(parsing: Array(try TestCommand.run(command).utf8))
            guard let secret = json["secret"]?.string else { throw WireError.malformed("a key") }
            return secret
        }
        server = try await host.start(
            [
                "sh", "-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", log, LoopProgram.path, "server",
                "--listen",
                "127.0.0.1:\(Self.port)", "--data", data,
            ] + arguments)
        try await wait("the server is ready") { _ in
            (try? WireConnection(port: Self.port).exchange(.get("/readyz")).status) == 200
        }
    }

    /// Ends the server, which without this ends when nobody uses this object any more: perhaps before what asks it does.
    func end() async throws {
        server.kill(SIGKILL)
        _ = try await TestThread.run { [server] in server.wait() }
    }

    /// Waits inside the host.
    func wait(
        _ what: String, for log: String = "server.log", seconds: Double = 300,
        _ condition: @escaping @Sendable (LoopFolder) throws -> Bool
    ) async throws {
        try await host.run { [folder] in
            try LoopWait.until(what, seconds: seconds, { folder.text(of: log) }) { try condition(folder) }
        }
    }

    /// A request, which must succeed.
    @discardableResult
    func send(_ request: WireRequest) async throws -> WireAnswer {
        let answer = try await host.run { try WireConnection(port: Self.port).exchange(request) }
        guard (200..<300).contains(answer.status) else { throw WireError.malformed("\(answer.status): \(answer.text)") }
        return answer
    }

    func report(_ address: String) async throws {
        try await send(
            .post("/v1/key/report", key: key, #"{"ip":"\#(address)","category":"brute_force","protocol":"ssh"}"#))
    }

    func withdraw(_ address: String) async throws {
        try await send(WireRequest("DELETE", "/v1/key/report/\(address)", key: key))
    }

    /// Starts a program of Debian with a file of settings and waits until it has said something in its log.
    func startBouncer(
        _ program: String, _ settings: String, until words: String, seconds: Double = 300
    ) async throws -> TestProcess {
        try folder.write(settings, to: "\(program).yaml")
        let process = try await host.start([
            "sh", "-c", "exec \"$1\" -c \"$2\" >\"$3\" 2>&1", "sh", program, folder.file("\(program).yaml"),
            folder.file("\(program).log"),
        ])
        try await wait("\(program) says '\(words)'", for: "\(program).log", seconds: seconds) {
            $0.text(of: "\(program).log").contains(words)
        }
        return process
    }

    /// Whether a datagram from that address comes through.
    func hears(_ source: String) async throws -> Bool {
        try await host.ip("addr replace \(source)/32 dev lo")
        return try await host.hears(source)
    }

    /// Asks until packets from that address come through, or no longer do.
    func wait(until source: String, isHeard: Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(180)
        while try await hears(source) != isHeard {
            guard ContinuousClock.now < deadline else {
                throw LoopTimeout("\(source) is \(isHeard ? "not heard" : "heard") after 60 s")
            }
        }
    }
}
