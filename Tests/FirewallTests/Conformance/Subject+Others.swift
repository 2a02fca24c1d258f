import TestHosts
import Testing

@testable import Firewall

/// What other programs do to a backend's objects.
extension Subject {
    var isIpset: Bool { description.name == "ipset" }

    /// A rule more in a place where it does no harm, so that everything has to be built anew.
    func breakRules(on host: TestHost) async throws {
        if isIpset {
            for program in ["iptables", "ip6tables"] {
                try await host.command([program, "-A", "SIKKERGUARD-LISTED", "-j", "RETURN"])
            }
        } else {
            try await host.command(["nft", "add", "rule", "inet", "sikkerguard", "listed", "counter"])
        }
    }

    /// Everything that there is of firewalls in a host, with handles, which tell whether something was deleted and made
    /// again.
    static func listing(_ host: TestHost) async throws -> String {
        var text = try await host.command(["nft", "-a", "list", "ruleset"])
        text += try await host.command(["ipset", "save"])
        return text
    }
}

/// One small thing that somebody does to our objects.
struct Tampering: Sendable, CustomTestStringConvertible {
    let backend: String
    let command: String

    var testDescription: String { command }

    var words: [String] { command.split(separator: " ").map(String.init) }

    var subject: Subject? { Subject.protecting.first { $0.description.name == backend } }

    /// Whether the kernel tells who did it.
    var isAnnounced: Bool { words[0] != "ipset" }

    static let all =
        [
            "delete element inet sikkerguard blocked4.1 { 192.0.2.1 }",
            "add element inet sikkerguard blocked4.1 { 192.0.2.3 }",
            "delete element inet sikkerguard networks4.1 { 198.51.100.0/24 }",
            "delete element inet sikkerguard regions4.1 { 198.51.0.0 }",
            "flush set inet sikkerguard blocked4.1",
            "flush set inet sikkerguard stamp",
            "flush chain inet sikkerguard incoming",
            "insert rule inet sikkerguard listed accept",
            "add rule inet sikkerguard incoming counter",
            "delete table inet sikkerguard",
        ].map { Tampering(backend: "nftables", command: "nft \($0)") }
        + [
            "ipset del sikkerguard4 192.0.2.1",
            "ipset add sikkerguard4 192.0.2.3",
            "ipset del sikkerguard4-net 198.51.100.0/24",
            "ipset add sikkerguard4-allow 192.0.2.1",
            "ipset flush sikkerguard4",
            "ipset flush sikkerguard-stamp",
            "ipset flush sikkerguard4-dropped",
            "ipset create sikkerguard6.new hash:net family inet6",
            "ipset flush",
            "iptables -F",
            "iptables -F INPUT",
            "iptables -D FORWARD -j SIKKERGUARD",
            "iptables -F SIKKERGUARD",
            "iptables -I SIKKERGUARD-LISTED -j ACCEPT",
            "iptables -I INPUT -j ACCEPT",
            "ip6tables -F SIKKERGUARD-LISTED",
            "iptables -N DOCKER-USER",
        ].map { Tampering(backend: "ipset", command: $0) }
}
