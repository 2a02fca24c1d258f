import Glibc
import Integrations
import TestHosts
import TestLoop
import Testing

/// A script of an integration as a server hands it out, in a folder of its own, with a shell of the test's choice as `sh`.
///
/// Programs in ``programs`` are found before those of the system: stand-ins go there.
final class ScriptStage: Sendable {
    let folder: LoopFolder
    let shell: Shell
    /// The script itself.
    let script: String

    var programs: String { folder.file("bin") }

    /// - Parameters:
    ///   - path: of the script on the server, such as `/csf/sikkerapi-csf-report.sh`.
    ///   - baseURL: of the server that it is made for.
    init(_ path: String, baseURL: String, shell: Shell = .dash) throws {
        self.shell = shell
        folder = try LoopFolder()
        try folder.makeFolder("bin")
        let file = try #require(IntegrationRegistry.all.flatMap(\.files).first { $0.path == path })
        let name = String(try #require(file.destination.split(separator: "/").last))
        script = folder.file(name)
        try folder.write(file.text(for: IntegrationServer(baseURL: baseURL, version: "1.2.3")), to: name)
        try #require(chmod(script, file.mode) == 0)
        try #require(symlink(shell.path, folder.file("bin/sh")) == 0, "no \(shell)")
    }

    /// Puts a program into ``programs``: a script for `/bin/sh`.
    func addProgram(_ name: String, _ text: String) throws {
        try folder.write("#!/bin/sh\n" + text, to: "bin/\(name)")
        try #require(chmod(folder.file("bin/\(name)"), 0o755) == 0)
    }

    /// The words that run the script with these arguments and nothing in its environment but these variables (`NAME=value`),
    /// `HOME`, and a `PATH` that begins with ``programs``.
    func command(_ arguments: [String], environment: [String] = []) -> [String] {
        ["env", "-i", "HOME=\(folder.path)", "PATH=\(programs):/usr/sbin:/usr/bin:/sbin:/bin"] + environment
            + [folder.file("bin/sh"), script] + arguments
    }

    /// A program that runs the script with the arguments it is given, for callers that set no environment.
    func wrapper(_ environment: [String]) throws -> String {
        let words = command([], environment: environment).map { "'\($0)'" }.joined(separator: " ")
        try addProgram("wrapper", "exec \(words) \"$@\"\n")
        return programs + "/wrapper"
    }

    /// Runs the script to its end.
    ///
    /// - Parameter input: what it finds on its standard input.
    func run(
        _ arguments: [String], environment: [String] = [], input: String? = nil
    ) async throws -> ScriptOutcome {
        let words = command(arguments, environment: environment)
        let error = folder.file("stderr")
        return try await TestThread.run { [folder] in
            let process = try TestProcess(
                ["sh", "-c", #"file=$1; shift; exec "$@" 2>"$file""#, "sh", error] + words, input: input)
            let (status, output) = process.wait()
            return ScriptOutcome(status: status, output: output, error: folder.text(of: "stderr"))
        }
    }
}
