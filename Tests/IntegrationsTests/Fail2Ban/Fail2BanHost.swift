import Glibc
import Integrations
import TestHosts
import TestLoop
import TestWire
import Testing

/// A host of its own with a server and fail2ban. What is installed there lands at its real paths: `/etc/fail2ban`, `/usr/local/bin` and
/// the like are folders of the test's, mounted where only commands of this host see them.
final class Fail2BanHost: Sendable {
    static let port: UInt16 = 7063
    static let baseURL = "http://127.0.0.1:\(port)"

    private static let mounts = [
        ("etc", "/etc/fail2ban"), ("bin", "/usr/local/bin"), ("log", "/var/log"), ("run", "/run"),
        ("lib", "/var/lib/fail2ban"),
    ]

    let host: TestHost
    let folder: LoopFolder
    let key: String
    let server: LoopProcess

    init() async throws {
        let host = try TestHost("fail2ban")
        let folder = try LoopFolder()
        try await host.ip("link set lo up")
        for (name, place) in Self.mounts {
            if name == "etc" {
                try await host.command(["cp", "-r", place, folder.file(name)])
            } else {
                try folder.makeFolder(name)
            }
        }
        try await host.command(["mkdir", "-p", folder.file("run/fail2ban")])
        // Where nobody is but the administrator, nothing needs to be asked.
        try folder.write("#!/bin/sh\nexec \"$@\"\n", to: "bin/sudo")
        try #require(chmod(folder.file("bin/sudo"), 0o755) == 0)
        let data = folder.file("server")
        key = try await Self.key(tier: "free", data: data, host)
        server = try await LoopProcess(
            "server", [LoopProgram.path, "server", "--listen", "127.0.0.1:\(Self.port)", "--data", data], in: host,
            folder: folder)
        self.host = host
        self.folder = folder
        try await host.run { [server] in
            try LoopWait.until("the server is ready", seconds: 180, { server.log }) {
                guard let connection = try? WireConnection(port: Self.port) else { return false }
                return try connection.exchange(.get("/readyz")).status == 200
            }
        }
    }

    private static func key(tier: String, data: String, _ host: TestHost) async throws -> String {
        let made = try await host.command([LoopProgram.path, "key", "create", "--data", data, "--tier", tier])
        return String(made.prefix { !$0.isNewline })
    }

    /// A command that sees the folders of this host.
    private func inside(_ arguments: [String]) -> [String] {
        let mounts = Self.mounts.map { "mount --bind '\(folder.file($0.0))' \($0.1)" }.joined(separator: " && ")
        return ["unshare", "-m", "--propagation", "private", "sh", "-c", mounts + " && exec \"$@\"", "sh"] + arguments
    }

    /// Types commands at a shell of this host; throws when one fails. The key is put where texts say `sk_your_key_here`.
    @discardableResult
    func type(_ commands: String) async throws -> String {
        let text = commands.replacing("sk_your_key_here", with: key)
        return try await host.command(inside(["sh", "-euc", text]))
    }

    /// What it said when it was started before does not tell that it is ready again, nor does an answer tell that its jails are there.
    func startFail2Ban() async throws -> LoopProcess {
        let starts = { @Sendable [folder] in
            folder.text(of: "fail2ban.log").split(separator: "Server ready", omittingEmptySubsequences: false).count
        }
        let known = starts()
        let daemon = try await LoopProcess(
            "fail2ban", inside(["fail2ban-server", "-f", "start"]), in: host, folder: folder)
        try await wait("fail2ban has started its jails") { [self] in
            starts() > known && TestProcess.succeeds(inside(["fail2ban-client", "ping"]))
        }
        return daemon
    }

    func ban(_ address: String, jail: String = "sshd") async throws {
        try await type("fail2ban-client set \(jail) banip \(address)")
    }

    /// Lines of fail2ban's log that name an address, as a whole word, and the tool that writes about reports.
    func reportLines(_ address: String) -> [Substring] {
        folder.text(of: "log/fail2ban.log").split(separator: "\n").filter {
            $0.contains("fail2ban.sikkerapi") && "\($0) ".contains(" \(address) ")
        }
    }

    /// Waits until the outcome of the one report about an address is logged, and returns what is said of it.
    func outcome(_ address: String) async throws -> String {
        try await wait("a report about \(address)", seconds: 90) { [self] in !reportLines(address).isEmpty }
        let lines = reportLines(address)
        try #require(lines.count == 1, "\(lines)")
        return lines[0].firstRange(of: "NOTICE  ").map { String(lines[0][$0.upperBound...]) } ?? String(lines[0])
    }

    /// What the firewall of this host holds.
    func firewall() async throws -> String { try await host.command(["nft", "list", "ruleset"]) }

    /// What the server knows of reports about an address.
    func contributor(_ address: String) async throws -> JSONValue {
        let key = key
        let answer = try await host.run {
            try WireConnection(port: Self.port).exchange(.get("/v1/key/check/\(address)", key: key))
        }
        return try #require(try JSONValue(parsing: answer.body)["contributor"])
    }

    func wait(
        _ what: String, seconds: Double = 60, _ condition: @escaping @Sendable () throws -> Bool
    ) async throws {
        try await host.run { [folder] in
            try LoopWait.until(
                what, seconds: seconds, { folder.text(of: "fail2ban.log") + folder.text(of: "log/fail2ban.log") },
                condition)
        }
    }
}

extension TestProcess {
    /// Whether a command ends with 0. Blocks.
    fileprivate static func succeeds(_ arguments: [String]) -> Bool {
        (try? TestProcess(arguments))?.wait().status == 0
    }
}
