import Glibc
import IPNetworks
import TestHosts
import TestLoop
import TestWire
import Testing

/// Debian's bouncers of CrowdSec, which know nothing of this program.
@Suite("Bouncers of CrowdSec", .serialized, .enabled(if: TestHost.isPermitted && PythonProgram.areWanted))
struct BouncerTests {
    static func firewall(_ mode: String, _ world: FacadeWorld) -> String {
        """
        mode: \(mode)
        pid_dir: \(world.folder.path)/
        update_frequency: \(FacadeWorld.pace)
        daemonize: false
        log_mode: stdout
        log_level: info
        api_url: http://127.0.0.1:\(FacadeWorld.port)/
        api_key: \(world.key)
        disable_ipv6: false
        deny_action: DROP
        supported_decisions_types: [ban]
        blacklists_ipv4: crowdsec-blacklists
        blacklists_ipv6: crowdsec6-blacklists
        ipset_type: nethash
        iptables_chains: [INPUT]
        nftables:
          ipv4: {enabled: true, set-only: false, table: crowdsec, chain: crowdsec-chain}
          ipv6: {enabled: true, set-only: false, table: crowdsec6, chain: crowdsec6-chain}
        prometheus: {enabled: false, listen_addr: 127.0.0.1, listen_port: 60601}

        """
    }

    /// In its mode `iptables`, Debian's version starts a program for each address: 50,000 of them only with SIKKER_LONG=1.
    private static let trials =
        [("nftables", 50_000), ("nftables", 5000), ("iptables", 5000)]
        + (getenv("SIKKER_LONG").map { String(cString: $0) } == "1" ? [("iptables", 50_000)] : [])

    @Test(
        "crowdsec-firewall-bouncer drops what is listed, then what comes onto the list, and lets go what leaves it",
        arguments: trials)
    func firewall(_ mode: String, _ count: Int) async throws {
        let world = try await FacadeWorld(listed: count)
        let (listed, other) = (ListedStore.address(1).description, "45.99.0.3")
        let bouncer = try await world.startBouncer(
            "crowdsec-firewall-bouncer", Self.firewall(mode, world), until: "\(count) decisions added",
            seconds: 1200)
        #expect(try await world.hears(listed) == false)
        #expect(try await world.hears(other))
        let held = try await world.host.command(mode == "nftables" ? ["nft", "list", "ruleset"] : ["ipset", "save"])
        // Each with the time for which it is kept; the sets of the other kind have a default of their own.
        let kept = held.split(separator: " ").count { $0 == "timeout" }
        #expect(kept == count + (mode == "nftables" ? 0 : 2), "\(held.prefix(1000))")

        try await world.report(other)
        try await world.wait(until: other, isHeard: false)
        try await world.withdraw(other)
        try await world.wait(until: other, isHeard: true)
        #expect(try await world.hears(listed) == false)
        let used = try await world.send(.get("/v1/key/status", key: world.key)).json["quotas"]?["blacklist"]?["used"]
        #expect(used?.int == count + 1, "what is told costs, asking does not")
        bouncer.kill(SIGKILL)
        try await world.end()
    }

    @Test("crowdsec-custom-bouncer calls its program once for each")
    func custom() async throws {
        let world = try await FacadeWorld(listed: 20)
        let calls = world.folder.file("calls")
        try world.folder.write("#!/bin/sh\necho \"$1 $2 $3 $4\" >>\(calls)\n", to: "script")
        try await world.host.command(["chmod", "755", world.folder.file("script")])
        let bouncer = try await world.startBouncer(
            "crowdsec-custom-bouncer",
            """
            bin_path: \(world.folder.file("script"))
            piddir: \(world.folder.path)/
            update_frequency: \(FacadeWorld.pace)
            cache_retention_duration: 10s
            daemonize: false
            log_mode: stdout
            log_level: info
            api_url: http://127.0.0.1:\(FacadeWorld.port)/
            api_key: \(world.key)
            prometheus: {enabled: false, listen_addr: 127.0.0.1, listen_port: 60602}

            """, until: "adding '20' decisions")
        try await world.report("45.99.0.3")
        try await world.wait("the new one is added") {
            $0.text(of: "calls").contains("add 45.99.0.3 2073600 sikker/ssh\n")
        }
        try await world.withdraw("45.99.0.3")
        try await world.wait("it is deleted") { $0.text(of: "calls").contains("del 45.99.0.3 -1 sikker/ssh\n") }
        let lines = world.folder.text(of: "calls").split(separator: "\n")
        #expect(lines.count == 22 && Set(lines).count == 22)
        #expect(
            (0..<20).allSatisfy { number in
                lines.contains("add \(ListedStore.address(number)) 2073600 sikker/ssh")
            })
        bouncer.kill(SIGKILL)
        try await world.end()
    }

    @Test("pycrowdsec asks and follows")
    func python() async throws {
        let server = try await WireServer.start(folder: try await ListedStore.make(100))
        let key = try await server.key()
        let output = try await FacadeClient.run(
            "follow.py", with: server, "http://127.0.0.1:\(server.port)/", key, ListedStore.address(1).description)
        #expect(output.hasSuffix("everything is as it should be\n"), "\(output)")
        try await server.kill()
    }
}
