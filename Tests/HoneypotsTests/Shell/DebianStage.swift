import ThreatModel

@testable import Honeypots

/// A shell of a Debian server in a folder of its own, as the cases are run in the real one.
enum DebianStage {
    static let home: ByteString = "/root/case"

    static func shell(_ context: HoneypotContext, at start: Timestamp) -> Shell {
        var shell = Shell(ShellVisit(context, user: "root", on: .server, at: start))
        var tree = FileTree(modified: 1_700_000_000)
        func directory(_ path: String, mode: UInt16 = 0o755) {
            tree.add(path, FileNode(kind: .directory([:]), mode: mode, modified: 1_700_000_000))
        }
        func file(_ path: String, _ text: String, mode: UInt16 = 0o644) {
            tree.add(path, FileNode(kind: .file(.bytes(Array(text.utf8))), mode: mode, modified: 1_700_000_000))
        }
        for path in [
            "/usr/bin", "/usr/sbin", "/usr/lib", "/etc/apt", "/var/log", "/var/run", "/root", "/home", "/mnt",
            "/proc/sys/kernel", "/dev",
        ] { directory(path) }
        directory("/tmp", mode: 0o1777)
        for (link, target) in [("bin", "usr/bin"), ("sbin", "usr/sbin"), ("lib", "usr/lib")] {
            tree.add("/" + link, FileNode(kind: .link(ByteString(target)), mode: 0o777, modified: 1_700_000_000))
        }
        for name in DebianRegistry.programNames {
            let image = ProgramImage(architecture: context.persona.device.architecture, size: 40_000, seed: 3)
            tree.add(
                "/usr/bin/" + name.text, FileNode(kind: .file(.image(image)), mode: 0o755, modified: 1_700_000_000))
        }
        tree.add("/usr/bin/sh", FileNode(kind: .link("dash"), mode: 0o777, modified: 1_700_000_000))
        for (name, behaviour) in [
            ("null", SpecialFile.Behaviour.null), ("zero", .zero), ("full", .full), ("urandom", .random),
        ] {
            let device = SpecialFile(isBlock: false, major: 1, minor: 3, behaviour: behaviour)
            tree.add("/dev/" + name, FileNode(kind: .device(device), mode: 0o666, modified: 1_700_000_000))
        }
        file(
            "/etc/passwd",
            "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nbin:x:2:2:bin:/bin:/usr/sbin/nologin\nsys:x:3:3:sys:/dev:/usr/sbin/nologin\n"
        )
        file("/etc/group", "root:x:0:\ndaemon:x:1:\nbin:x:2:\n")
        file("/etc/hosts", "127.0.0.1\tlocalhost\n")
        shell.files = FileSystem(
            base: tree, mounts: [FileMount(path: "/", source: "/dev/sda1", type: "ext4", options: "rw,relatime")],
            room: .server, mostFileBytes: 4 << 20, now: start.seconds)
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
