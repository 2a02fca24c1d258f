import Glibc
import TestHosts
import TestLoop
import TestWire
import Testing

/// `sikker integrate` on a machine that is below a folder, with a real server beside it.
final class IntegrateStage: Sendable {
    let server: WireServer
    let key: String
    let folder: LoopFolder
    var root: String { folder.file("root") }

    /// One for all of them: nothing here changes what others find.
    private static let shared = Task {
        let server = try await WireServer.start()
        return (server, try await server.key())
    }

    init() async throws {
        (server, key) = try await Self.shared.value
        folder = try LoopFolder()
        try folder.makeFolder("root")
        try folder.write(key + "\n", to: "key")
    }

    /// The words that go with every run on this machine.
    var words: [String] { ["--root", root, "--base-url", "http://127.0.0.1:\(server.port)"] }

    func run(_ arguments: String..., root: String? = nil, environment: [String] = []) async throws -> ScriptOutcome {
        let place = ["--root", root ?? self.root, "--base-url", "http://127.0.0.1:\(server.port)"]
        let key = arguments.contains("--key-file") ? [] : ["--key-file", folder.file("key")]
        return try await Self.run(["integrate"] + arguments + place + key, environment: environment)
    }

    static func run(_ arguments: [String], environment: [String] = [], on host: TestHost? = nil) async throws
        -> ScriptOutcome
    {
        let error = try LoopFolder()
        let words =
            ["sh", "-c", #"file=$1; shift; exec "$@" 2>"$file" </dev/null"#, "sh", error.file("stderr"), "env"]
            + ["-u", "SIKKER_API_KEY", "-u", "SIKKER_API_URL"] + environment + [LoopProgram.path] + arguments
        let work = { @Sendable () throws -> ScriptOutcome in
            let process = try TestProcess(words)
            let (status, output) = process.wait()
            return ScriptOutcome(status: status, output: output, error: error.text(of: "stderr"))
        }
        if let host { return try await host.run(work) }
        return try await TestThread.run(work)
    }

    func write(_ text: String, to path: String, mode: mode_t = 0o644) throws {
        var place = "root"
        for part in path.split(separator: "/").dropLast() {
            place += "/" + part
            mkdir(folder.file(place), 0o755)
        }
        try folder.write(text, to: "root" + path)
        try #require(chmod(root + path, mode) == 0)
    }

    func text(of path: String) -> String { folder.text(of: "root" + path) }

    /// Every file: its mode, path and what is in it.
    static func tree(_ root: String) async throws -> String {
        let words = [
            "sh", "-c", #"cd "$1" && find . ! -type d -printf '%M %p %l\n' -a -type f -exec cksum {} + | sort"#, "sh",
            root,
        ]
        return try await TestThread.run { try TestCommand.run(words) }
    }

    func tree() async throws -> String { try await Self.tree(root) }
}
