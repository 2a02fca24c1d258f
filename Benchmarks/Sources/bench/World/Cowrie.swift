import Foundation

/// Cowrie playing Telnet, as its users start it, from a state folder of its own.
struct Cowrie {
    let process: RunningProcess
    let port: UInt16

    /// `nil` when it is not installed (PyPI package cowrie).
    init?(_ bench: Bench) throws {
        guard let program = bench.find("cowrie") else { return nil }
        let folder = bench.file("cowrie")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        port = try Loopback.freePort()
        // It refuses to run as root, and looks for its files where it stands.
        let user = geteuid() == 0 ? "unshare --user --map-user=1000 --map-group=1000" : ""
        let path = URL(filePath: program).deletingLastPathComponent().path
        let environment = [
            "PATH": "\(path):/usr/sbin:/usr/bin:/sbin:/bin", "COWRIE_STDOUT": "yes", "COWRIE_SSH_ENABLED": "false",
            "COWRIE_TELNET_ENABLED": "true",
            "COWRIE_TELNET_LISTEN_ENDPOINTS": "tcp:\(port):interface=127.0.0.1",
        ]
        process = try RunningProcess(
            "/bin/sh", ["-c", "cd '\(folder)' && \(user) '\(program)' init && exec \(user) '\(program)' start"],
            log: bench.file("cowrie.log"), environment: environment)
        try Loopback.wait(port: port)
    }
}
