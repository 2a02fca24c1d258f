import Foundation
import Guard
import TestGuards
import TestHosts
import Testing

/// Safety layer 9: what other programs have in the firewall is none of the guard's business, and what they do to its own
/// rules is put right at once.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(3)))
struct OtherToolsTests {
    private let arena: Arena
    private var field: Battlefield { arena.field }

    init() async throws { arena = try await Arena() }

    /// Somebody else's rules, as `nft` prints them with their handles, which tell whether something was made anew. Counters
    /// go on, and are left out.
    private func othersRules() async throws -> String {
        var rules = ""
        for line in try await field.nft("list tables").split(separator: "\n") where !line.hasSuffix(" sikkerguard") {
            rules += try await field.nft("-a -s list \(line)")
        }
        return rules
    }

    /// How tools set up their chains; which shell reads it in.
    struct Tool: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var command: [String]
        var rules: String

        static let all = [
            Tool(testDescription: "docker", command: ["iptables-restore"], rules: docker),
            Tool(testDescription: "ufw", command: ["iptables-restore"], rules: ufw),
            Tool(testDescription: "firewalld", command: ["nft", "-f", "-"], rules: firewalld),
        ]

        static let docker = """
            *nat
            :PREROUTING ACCEPT [0:0]
            :POSTROUTING ACCEPT [0:0]
            :DOCKER - [0:0]
            -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
            -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
            -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
            COMMIT
            *filter
            :FORWARD DROP [0:0]
            :DOCKER - [0:0]
            :DOCKER-ISOLATION-STAGE-1 - [0:0]
            :DOCKER-USER - [0:0]
            -A FORWARD -j DOCKER-USER
            -A FORWARD -j DOCKER-ISOLATION-STAGE-1
            -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A FORWARD -o docker0 -j DOCKER
            -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
            -A DOCKER-USER -j RETURN
            COMMIT

            """

        static let ufw = """
            *filter
            :INPUT ACCEPT [0:0]
            :ufw-before-input - [0:0]
            :ufw-user-input - [0:0]
            :ufw-user-limit - [0:0]
            -A INPUT -j ufw-before-input
            -A ufw-before-input -i lo -j ACCEPT
            -A ufw-before-input -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A ufw-before-input -j ufw-user-input
            -A ufw-user-input -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -m recent --set --name DEFAULT --mask 255.255.255.255 --rsource
            -A ufw-user-input -p tcp -m tcp --dport 22 -j ACCEPT
            -A ufw-user-limit -j REJECT --reject-with icmp-port-unreachable
            COMMIT

            """

        static let firewalld = """
            table inet firewalld {
                set trusted { type ipv4_addr; flags interval; elements = { 192.0.2.0/24 } }
                chain filter_PREROUTING {
                    type filter hook prerouting priority filter + 10; policy accept;
                    meta nfproto ipv6 fib saddr . mark . iif oif missing drop
                }
                chain filter_INPUT {
                    type filter hook input priority filter + 10; policy accept;
                    ct state { established, related } accept
                    ip saddr @trusted accept
                }
            }
            """
    }

    @Test(arguments: Tool.all)
    func theRulesOfOthersStayByteForByte(_ tool: Tool) async throws {
        try await field.server.command(tool.command, input: tool.rules)
        let before = try await field.nft("-a -s list ruleset")
        #expect(!before.isEmpty)
        let guarding = try arena.guarding("45.40.1.1\n")
        try await guarding.whileRunning { _ async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            let during = try await othersRules()
            for list in ["45.40.1.1\n45.40.1.3\n", "45.40.1.0/24\n46.0.0.0/9\n", "45.40.1.1\n"] {
                try arena.folder.write("mine.txt", list)
                let source = list.contains("/") ? "45.40.1.8" : list.contains("1.3") ? "45.40.1.3" : "45.40.1.1"
                try await field.waitUntil(source, arrives: false)
                #expect(try await othersRules() == during)
            }
            try await field.nft("delete table inet sikkerguard")
            try await field.waitUntil("45.40.1.1", arrives: false)
            await guarding.log.line(containing: "put back")
            #expect(try await othersRules() == during)
        }
        #expect(try await field.nft("-a -s list ruleset") == before)
    }

    /// A real fail2ban with its own nftables action, banning and unbanning while the guard works.
    @Test func fail2banAndTheGuardLeaveEachOtherAlone() async throws {
        let folder = arena.folder.path("fail2ban")
        try TestCommand.run(["cp", "-r", "/etc/fail2ban", folder])
        try TestCommand.run(["sh", "-c", "rm -rf \(folder)/jail.d \(folder)/jail.conf; touch \(folder)/auth.log"])
        try """
        [test]
        enabled = true
        filter = sshd
        logpath = \(folder)/auth.log
        backend = polling
        action = nftables[type=multiport, name=test, port="4000", protocol=udp, blocktype=drop]
        """.write(toFile: "\(folder)/jail.conf", atomically: true, encoding: .utf8)
        let socket = "\(folder)/socket"
        func client(_ words: String...) async throws {
            try await field.server.command(
                ["fail2ban-client", "-c", folder, "-s", socket, "-p", "\(folder)/pid"] + words)
        }
        let daemon = try await field.server.start([
            "fail2ban-server", "-c", folder, "-s", socket, "-p", "\(folder)/pid", "-f", "--logtarget", "STDOUT",
            "start",
        ])
        try await arena.wait(for: "fail2ban") {
            (try? await client("status", "test")) != nil
        }
        let guarding = try arena.guarding("45.40.1.1\n")
        try await guarding.whileRunning { _ async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            try await client("set", "test", "banip", "45.40.1.8")
            try await field.waitUntil("45.40.1.8", arrives: false)
            let banned = try await othersRules()
            #expect(banned.contains("45.40.1.8"))
            try arena.folder.write("mine.txt", "45.40.1.1\n45.40.1.3\n")
            try await field.waitUntil("45.40.1.3", arrives: false)
            #expect(try await othersRules() == banned)
            try await client("set", "test", "unbanip", "45.40.1.8")
            try await field.waitUntil("45.40.1.8", arrives: true)
            for source in ["45.40.1.1", "45.40.1.3"] { #expect(try await !field.arrives(from: source)) }
            #expect(!guarding.log.has("were changed by"))
        }
        #expect(try await othersRules().contains("f2b-table"))
        // Not by a signal: a child of this process may have inherited that it does not take it.
        try await client("stop")
        #expect(try await !othersRules().contains("f2b-table"))
        daemon.kill(SIGKILL)
    }

    /// How long listed packets get through after all tables are cleared.
    @Test func aFlushIsHealedWithinASecond() async throws {
        let guarding = try arena.guarding("45.40.1.1\n45.40.2.0/24\n")
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            var times: [Duration] = []
            for flush in 1...3 {
                let start = ContinuousClock.now
                try await field.nft("flush ruleset")
                try await arena.wait(for: "the rules") { await service.status()?.restores == flush }
                times.append(ContinuousClock.now - start)
                #expect(try await !field.arrives(from: "45.40.1.1"))
            }
            let best = try #require(times.min())
            print("healed after \(times), the start of nft included")
            #expect(best < .seconds(1))
        }
    }
}
