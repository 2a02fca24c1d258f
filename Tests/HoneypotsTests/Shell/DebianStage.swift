import ThreatModel

@testable import Honeypots

/// A shell of a Debian server, with all its files, in a folder of its own, as the cases are run in the real one.
enum DebianStage {
    static let home: ByteString = "/root/case"

    static func shell(_ context: HoneypotContext, at start: Timestamp) -> Shell {
        var shell = Shell(ShellVisit(context, user: "root", on: .server, at: start))
        shell.resume(at: start)
        return shell
    }

    /// Runs one line as `bash -c` does; both outputs.
    static func run(
        _ line: [UInt8], inputs: [(String, [UInt8])], at start: Timestamp, in shell: inout Shell
    ) -> (output: [UInt8], errors: [UInt8]) {
        shell.resume(at: start)
        if let place = try? shell.place(home), place.id == nil {
            _ = try? shell.files.create(place, FileNode(kind: .directory([:]), mode: 0o755, modified: start.seconds))
        }
        for (name, bytes) in inputs {
            guard let place = try? shell.place(home + "/" + ByteString(name)) else { continue }
            _ = try? shell.files.create(
                place, FileNode(kind: .file(.bytes(bytes)), mode: 0o644, modified: start.seconds))
        }
        shell.scope.directory = home
        for name in shell.scope.variables.keys { shell.scope.unset(name) }
        for (name, value) in [
            ("HOME", "/root"), ("USER", "root"), ("LOGNAME", "root"), ("SHELL", "/bin/bash"), ("PWD", "/root/case"),
            ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
        ] as [(ByteString, ByteString)] { _ = shell.scope.set(name, value, export: true) }
        if let input = shell.streams.open(.text([])) { shell.descriptors[0] = .stream(input) }
        let output = shell.streams.open(.pipe([])) ?? 0
        let errors = shell.streams.open(.pipe([])) ?? 0
        shell.descriptors[1] = .stream(output)
        shell.descriptors[2] = .stream(errors)
        shell.scope.dialect = .bash
        shell.runScript(
            CommandOutcome.ScriptText(text: line, name: "bash", parameters: [], source: .string, dialect: .bash))
        shell.run()
        return (shell.streams.drain(output), shell.streams.drain(errors))
    }
}
