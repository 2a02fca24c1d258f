import Glibc
import TestHosts
import TestLoop
import Testing

/// The ipset script on a host of its own, with a second host beside it that sends it packets.
final class IpsetStage: Sendable {
    let stage: ScriptStage
    let host: TestHost
    private let attacker: TestHost

    static let address4 = "10.9.0.2"
    static let address6 = "fd09::2"
    static let port: UInt16 = 4000
    static let program = "/usr/local/bin/sikkerapi-ipset-update"
    static let saved = "/etc/ipset.d/sikkerapi.conf"

    init(baseURL: String, key: String, shell: Shell = .dash) async throws {
        stage = try ScriptStage("/iptables/sikkerapi-ipset-update.sh", baseURL: baseURL, shell: shell)
        try await stage.furnish(program: Self.program, keyFile: "/etc/sikkerapi.key", key: key)
        try stage.letCurlOut()
        host = try TestHost("protected")
        attacker = try TestHost("attacker")
        try await attacker.connect(
            to: host, addresses: ["10.9.0.1/24", "fd09::1/64", "45.40.1.1/32", "45.40.1.2/32", "2600:40::1/128"],
            peerAddresses: ["\(Self.address4)/24", "\(Self.address6)/64"])
        try await host.ip("route add 45.40.0.0/16 via 10.9.0.1")
        try await host.ip("-6 route add 2600:40::/32 via fd09::1")
        // Now both know where the other is, and no packet waits for that.
        for address in ["10.9.0.1", "fd09::1"] { try await host.command(["ping", "-c", "1", "-W", "20", address]) }
    }

    /// The same files on a machine that was just switched on.
    private init(rebooting old: IpsetStage) throws {
        stage = old.stage
        host = try TestHost("rebooted")
        attacker = old.attacker
    }

    func rebooted() throws -> IpsetStage { try IpsetStage(rebooting: self) }

    func run(_ arguments: String..., environment: [String] = []) async throws -> ScriptOutcome {
        try await stage.runBelowRoot(arguments, on: host, environment: environment)
    }

    /// Sets it up; what the script says is shown when it fails.
    func install(environment: [String] = []) async throws {
        let outcome = try await run("--install", environment: environment)
        #expect(outcome.status == 0, "\(outcome)")
    }

    // MARK: What the kernel has

    func sets() async throws -> [String] {
        try await host.command(["ipset", "list", "-n"]).split(separator: "\n").map { String($0) }.sorted()
    }

    func members(_ set: String) async throws -> Set<String> {
        let saved = try await host.command(["ipset", "save", set])
        return Set(
            saved.split(separator: "\n").filter { $0.hasPrefix("add ") }.compactMap {
                $0.split(separator: " ").last.map { String($0) }
            })
    }

    /// Sizes and the random number of a set, which another set of the same members does not have.
    func identity(_ set: String) async throws -> String {
        let lines = try await host.command(["ipset", "list", "-t", set]).split(separator: "\n")
        return lines.first { $0.hasPrefix("Header: ") }.map { String($0) } ?? ""
    }

    func rules() async throws -> String {
        let both = [try await host.command(["iptables", "-S"]), try await host.command(["ip6tables", "-S"])]
        return both.joined().split(separator: "\n").filter { $0.hasPrefix("-A") }.map { $0 + "\n" }.joined()
    }

    // MARK: Packets

    func inbox(_ address: String = address4) async throws -> TestSocket {
        try await host.run { try TestSocket(.udp, from: address, port: Self.port) }
    }

    func outlet(from source: String) async throws -> TestSocket {
        try await attacker.run {
            let socket = try TestSocket(.udp, from: source)
            try socket.connect(to: source.contains(":") ? Self.address6 : Self.address4, port: Self.port)
            return socket
        }
    }

    /// Whether a datagram from there gets through.
    func arrives(from source: String) async throws -> Bool {
        let isV6 = source.contains(":")
        return try await host.hears(
            source, from: attacker, at: isV6 ? Self.address6 : Self.address4, port: Self.port,
            beside: isV6 ? "fd09::1" : "10.9.0.1")
    }
}
