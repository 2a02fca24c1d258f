import Glibc
import TestHosts
import TestLoop
import Testing

/// Scripts that change a machine do so below a folder here, but for the kernel.
extension ScriptStage {
    /// What stands for `/`.
    var root: String { folder.file("root") }

    func path(_ path: String) -> String { root + path }
    func text(of path: String) -> String { folder.text(of: "root" + path) }
    func exists(_ path: String) -> Bool { access(root + path, F_OK) == 0 }

    /// Makes the root, with the script and its key where an administrator puts them.
    func furnish(program: String, keyFile: String, key: String) async throws {
        try write(key + "\n", to: keyFile)
        let program = path(program)
        let words = ["sh", "-c", #"mkdir -p "${2%/*}" && cp -p "$1" "$2""#, "sh", script, program]
        _ = try await TestThread.run { try TestCommand.run(words) }
    }

    /// For its owner alone; its folder is made.
    func write(_ text: String, to path: String) throws {
        var folder = "root"
        mkdir(self.folder.file(folder), 0o755)
        for part in path.split(separator: "/").dropLast() {
            folder += "/" + part
            mkdir(self.folder.file(folder), 0o755)
        }
        try self.folder.write(text, to: "root" + path)
        try #require(chmod(root + path, 0o600) == 0)
    }

    /// Every file below the root: its path, mode and what is in it.
    func tree() async throws -> String {
        let words = [
            "sh", "-c", #"cd "$1" && find . ! -type d -printf '%M %p %l\n' -a ! -type l -exec cksum {} + | sort"#, "sh",
            root,
        ]
        return try await TestThread.run { try TestCommand.run(words) }
    }

    /// As ``run(_:environment:input:)`` below the root, on a host where `curl`, and nothing else, uses this machine's network.
    func runBelowRoot(
        _ arguments: [String], on host: TestHost? = nil, environment: [String] = []
    ) async throws -> ScriptOutcome {
        let words = command(arguments, environment: ["SIKKERAPI_ROOT=\(root)"] + environment)
        let error = try LoopFolder()
        let work = { @Sendable () throws -> ScriptOutcome in
            let process = try TestProcess(
                ["sh", "-c", #"file=$1; shift; exec "$@" 2>"$file""#, "sh", error.file("stderr")] + words)
            let (status, output) = process.wait()
            return ScriptOutcome(status: status, output: output, error: error.text(of: "stderr"))
        }
        if let host { return try await host.run(work) }
        return try await TestThread.run(work)
    }

    /// Lets the script's `curl` out of the host that the script runs on.
    func letCurlOut() throws {
        try addProgram("curl", "exec nsenter --net=/proc/\(getpid())/ns/net /usr/bin/curl \"$@\"\n")
    }
}
