import Foundation

/// Cowrie playing SSH and Telnet, as its users start it, from a state folder of its own.
struct Cowrie {
    let process: RunningProcess
    let ssh: UInt16
    let telnet: UInt16
    /// Where it writes what its visitors do, a line of JSON an event.
    let events: String
    static let name = "Cowrie"

    /// `nil` when it is not installed (PyPI package cowrie).
    init?(_ bench: Bench) throws {
        guard let program = bench.find("cowrie") else { return nil }
        let folder = bench.file("cowrie")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        ssh = try Loopback.freePort()
        telnet = try Loopback.freePort()
        events = folder + "/var/log/cowrie/cowrie.json"
        // It refuses to run as root, and looks for its files where it stands.
        let user = geteuid() == 0 ? "unshare --user --map-user=1000 --map-group=1000" : ""
        let path = URL(filePath: program).deletingLastPathComponent().path
        let environment = [
            "PATH": "\(path):/usr/sbin:/usr/bin:/sbin:/bin", "COWRIE_STDOUT": "yes", "COWRIE_SSH_ENABLED": "true",
            "COWRIE_SSH_LISTEN_ENDPOINTS": "tcp:\(ssh):interface=127.0.0.1", "COWRIE_TELNET_ENABLED": "true",
            "COWRIE_TELNET_LISTEN_ENDPOINTS": "tcp:\(telnet):interface=127.0.0.1",
        ]
        process = try RunningProcess(
            "/bin/sh", ["-c", "cd '\(folder)' && \(user) '\(program)' init && exec \(user) '\(program)' start"],
            log: bench.file("cowrie.log"), environment: environment)
        for port in [ssh, telnet] { try Loopback.wait(port: port) }
    }

    /// What ours is measured against, when it was measured.
    static func peer(_ figure: Double?) -> Peer {
        figure.map { .measured(name, $0) } ?? .missing(name, why: "not installed")
    }
}
