import Netlink
import TestHosts
import Testing

@testable import Firewall

/// Rules and sets of others beside ours, in either flavour of iptables.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted)
struct IptablesNeighboursTests {
    /// As Docker, fail2ban and ufw leave it, and a set of somebody's own with a rule that asks it.
    private static let others = """
        *filter
        :INPUT DROP [0:0]
        :FORWARD DROP [0:0]
        :DOCKER-USER - [0:0]
        :DOCKER-ISOLATION-STAGE-1 - [0:0]
        :f2b-sshd - [0:0]
        :ufw-before-input - [0:0]
        -A INPUT -p tcp -m multiport --dports 22 -j f2b-sshd
        -A INPUT -m set --match-set theirs src -j DROP
        -A INPUT -j ufw-before-input
        -A FORWARD -j DOCKER-USER
        -A FORWARD -j DOCKER-ISOLATION-STAGE-1
        -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A DOCKER-USER -j RETURN
        -A f2b-sshd -s 203.0.113.7/32 -j REJECT --reject-with icmp-port-unreachable
        -A f2b-sshd -j RETURN
        -A ufw-before-input -i lo -j ACCEPT
        COMMIT
        *nat
        -A PREROUTING -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
        COMMIT

        """

    private func setUp(_ flavour: IptablesProgram.Flavour) async throws -> (TestHost, IpsetBackend) {
        let host = try TestHost("server")
        try await host.command(["ipset", "restore"], input: "create theirs hash:net\nadd theirs 198.51.100.0/24\n")
        try await host.command(["iptables-\(flavour)-restore"], input: Self.others)
        return (host, IpsetBackend(thread: try NetlinkThread(inside: host), flavour: flavour))
    }

    /// Rules without their comments about the time, and sets.
    private func listing(_ host: TestHost, _ flavour: IptablesProgram.Flavour) async throws -> [Substring] {
        let rules = try await host.command(["iptables-\(flavour)-save"]).split(separator: "\n")
        let sets = try await host.command(["ipset", "save"]).split(separator: "\n")
        return rules.filter { !$0.hasPrefix("#") && !$0.hasPrefix(":INPUT") && !$0.hasPrefix(":OUTPUT") } + sets
    }

    @Test(arguments: [IptablesProgram.Flavour.nft, .legacy])
    func theyStayByteForByte(_ flavour: IptablesProgram.Flavour) async throws {
        let (host, backend) = try await setUp(flavour)
        let before = try await listing(host, flavour)
        try await backend.probe()
        #expect(try await listing(host, flavour) == before)
        var history = History(seed: 21)
        for _ in 0..<6 {
            history.step()
            let plan = FirewallPlan(from: try await backend.read(), to: history.state)
            _ = try await backend.apply(plan)
            try await backend.verify(plan)
            let others = try await listing(host, flavour).filter { !$0.lowercased().contains("sikkerguard") }
            #expect(others == before)
            #expect(try await backend.read().state == history.state)
        }
        let chains = history.state.policy.mode == .drop ? ["DOCKER-USER", "FORWARD", "INPUT"] : ["FORWARD", "INPUT"]
        let rules = try await host.command(["iptables-\(flavour)-save", "-t", "filter"])
        #expect(IptablesTable(saved: rules).linesLeadingToUs == chains.map { "-A \($0) -j SIKKERGUARD" })
        try await backend.remove()
        #expect(try await listing(host, flavour) == before)
    }

    /// What somebody does to rules is noticed in both flavours, though one of them announces nothing.
    @Test(arguments: [IptablesProgram.Flavour.nft, .legacy], ["-F", "-D INPUT -j SIKKERGUARD", "-I INPUT -j ACCEPT"])
    func changesAreNoticed(_ flavour: IptablesProgram.Flavour, _ words: String) async throws {
        let (host, backend) = try await setUp(flavour)
        var state = FirewallState(generation: 1)
        state.lists.blocked4 = ExactAddresses([0xc000_0201])
        _ = try await backend.apply(FirewallPlan(from: backend.read(), to: state))
        let intrusions = try await backend.watch()
        try await host.command(["iptables-\(flavour)"] + words.split(separator: " ").map(String.init))
        let author = flavour == .nft ? "iptables-nft" : ""
        #expect(await intrusions.first { _ in true } == .changed(by: author))
        let found = try await backend.survey()
        guard case .foreign = found.condition else {
            Issue.record("\(found.condition)")
            return
        }
        _ = try await backend.apply(FirewallPlan(replacing: found, with: state))
        #expect(try await backend.read().state == state)
    }

    /// Sets that are too large to be counted again and again, through changes of ours in between.
    @Test func emptiedLargeSetsAreNoticed() async throws {
        let (host, backend) = try await setUp(.nft)
        var state = FirewallState(generation: 1)
        state.lists.blocked4 = ExactAddresses((0..<20_000).map { 0x0100_0000 + $0 })
        state.lists.blocked6 = ExactAddresses((0..<20_000).map { 0x2001_0db8 << 96 | $0 })
        var standing = try await backend.apply(FirewallPlan(from: backend.read(), to: state))
        let intrusions = try await backend.watch()
        // The last goes, which is the one that is looked for, and others come.
        for round in UInt32(0)..<3 {
            var removing = FirewallLists()
            removing.blocked4 = ExactAddresses([0x0100_0000 + 19_999 - round])
            var adding = FirewallLists()
            adding.blocked4 = ExactAddresses(round == 1 ? [] : [7 + round, 0x0200_0000 + round])
            let plan = try #require(
                FirewallPlan(
                    changing: standing, removing: removing, adding: adding, generation: UInt64(round) + 2))
            standing = try await backend.apply(plan)
            try await backend.verify(plan)
            #expect(try await backend.survey() == standing)
        }
        try await host.command(["ipset", "flush", "sikkerguard6"])
        #expect(await intrusions.first { _ in true } == .changed(by: ""))
        let found = try await backend.read()
        #expect(found.lists.blocked6.isEmpty)
        _ = try await backend.apply(FirewallPlan(from: found, to: state))
        #expect(try await backend.read().state == state)
    }

    /// After a change of the setting from one backend to another.
    /// What a process leaves behind that ends in the middle of a change goes on blocking, and is put right.
    @Test func changesThatWereCutOffAreFound() async throws {
        let (host, backend) = try await setUp(.nft)
        var state = FirewallState(generation: 1)
        state.lists.blocked4 = ExactAddresses([1, 2, 3])
        _ = try await backend.apply(FirewallPlan(from: backend.read(), to: state))
        try await host.run {
            var sets = try IpsetConnection()
            try sets.note(IpsetStamp.changing, at: IpsetLayout.stampKey, in: IpsetLayout.stamp.name)
            try sets.create(IpsetLayout.set(of: .networks4, named: "sikkerguard4-net.new", expecting: 0))
        }
        let later = IpsetBackend(thread: try NetlinkThread(inside: host))
        let found = try await later.survey()
        #expect(found.condition == .foreign("a change was cut off"))
        _ = try await later.apply(FirewallPlan(replacing: found, with: state))
        #expect(try await later.read().state == state)
        #expect(try await !host.command(["ipset", "save"]).contains(".new"))
    }

    /// A change that is refused half-way is undone: what was added before it goes again.
    @Test func refusedChangesAreUndone() async throws {
        let (_, backend) = try await setUp(.nft)
        var state = FirewallState(generation: 1)
        state.lists.blocked4 = ExactAddresses([10, 20])
        state.lists.allowed4 = AddressIntervals([100...103])
        let standing = try await backend.apply(FirewallPlan(from: backend.read(), to: state))
        // Believed to lack 20, and to have 30.
        var believed = state.lists
        believed.blocked4 = ExactAddresses([10, 30])
        var wanted = state
        wanted.generation = 2
        wanted.lists.blocked4 = ExactAddresses([10, 15])
        wanted.lists.allowed4 = AddressIntervals([100...103, 200...203])
        wanted.lists.networks6 = AddressIntervals([8...15])
        let plan = FirewallPlan(from: FirewallReading(standing: standing, lists: believed), to: wanted)
        await #expect(throws: FirewallError.self) { try await backend.apply(plan) }
        let reading = try await backend.read()
        #expect(reading.state == state)
        _ = try await backend.apply(FirewallPlan(from: reading, to: wanted))
        #expect(try await backend.read().state == wanted)
    }
}
