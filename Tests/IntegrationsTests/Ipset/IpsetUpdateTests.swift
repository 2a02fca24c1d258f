import Glibc
import TestHosts
import TestLoop
import TestServers
import TestWire
import Testing

/// The script that loads lists into ipsets, in the real kernel.
@Suite("ipset: lists", .serialized, .tags(.namespaces), .enabled(if: Permission.namespaces))
struct IpsetUpdateTests {
    @Test("First, unchanged and changed lists of the real server")
    func realServer() async throws {
        let server = try await WireServer.start()
        let key = try await server.key()
        // An operator's report alone makes 60.
        let score = ["SIKKERAPI_SCORE=50"]
        for address in ["45.40.1.1", "45.40.9.9", "2600:40::1"] { try await server.report(address, key: key) }
        let ipset = try await IpsetStage(baseURL: "http://127.0.0.1:\(server.port)", key: key)

        let first = try await ipset.run(environment: score)
        #expect(first == ScriptOutcome(status: 0, output: "SikkerAPI: blocklist updated (2 IPv4, 1 IPv6)\n"))
        #expect(try await ipset.sets() == ["sikker4", "sikker6"])
        #expect(try await ipset.members("sikker4") == ["45.40.1.1", "45.40.9.9"])
        #expect(try await ipset.members("sikker6") == ["2600:40::1"])
        #expect(ipset.stage.text(of: IpsetStage.saved).contains("add sikker4 45.40.9.9\n"))

        // The same list is neither sent nor loaded again, whether the server or the script finds out.
        let used = try await Self.used(server, key)
        #expect(used == 3)
        let sets = try await ipset.identity("sikker4") + ipset.identity("sikker6")
        let unchanged = ScriptOutcome(status: 0, output: "SikkerAPI: blocklist unchanged (2 IPv4, 1 IPv6)\n")
        #expect(try await ipset.run(environment: score) == unchanged)
        #expect(try await Self.used(server, key) == used)
        unlink(ipset.stage.path("/var/lib/sikkerapi/ipset"))
        #expect(try await ipset.run(environment: score) == unchanged)
        #expect(try await Self.used(server, key) == used + 3)
        #expect(try await ipset.identity("sikker4") + ipset.identity("sikker6") == sets)

        // What somebody took out of the sets comes back.
        try await ipset.host.command(["ipset", "del", "sikker4", "45.40.9.9"])
        #expect(try await ipset.run(environment: score).output.hasPrefix("SikkerAPI: blocklist updated (2 IPv4"))
        try await server.report("45.40.2.2", key: key)
        #expect(try await ipset.run(environment: score).output == "SikkerAPI: blocklist updated (3 IPv4, 1 IPv6)\n")
        #expect(try await ipset.members("sikker4").contains("45.40.2.2"))

        // A set of IPv6 that nobody looks after any more must not go on blocking.
        let without = try await ipset.run(environment: score + ["SIKKERAPI_IPV6=false"])
        #expect(without.status == 0 && without.output.hasSuffix("(3 IPv4, 0 IPv6)\n"))
        #expect(try await ipset.sets() == ["sikker4"])
        #expect(!ipset.stage.text(of: IpsetStage.saved).contains("sikker6"))
        let only4 = try await ipset.run(environment: score + ["SIKKERAPI_EXTRA=&ipVersion=4"])
        #expect(only4.output == "SikkerAPI: blocklist updated (3 IPv4, 0 IPv6)\n")
        #expect(try await ipset.sets() == ["sikker4", "sikker6"])
        try await server.kill()
    }

    private static func used(_ server: WireServer, _ key: String) async throws -> Int {
        try await server.get("/v1/key/status", key: key).json["quotas"]?["blacklist"]?["used"]?.int ?? -1
    }

    @Test("No packet of a listed address gets through while lists are exchanged")
    func traffic() async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1", "2600:40::1"])
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key)
        #expect(try await ipset.arrives(from: "45.40.1.1"))
        #expect(try await ipset.arrives(from: "2600:40::1"))
        let installed = try await ipset.run("--install")
        #expect(installed.status == 0, "\(installed)")
        #expect(try await ipset.arrives(from: "45.40.1.2"))

        let inboxes = [try await ipset.inbox(), try await ipset.inbox(IpsetStage.address6)]
        let outlets = [try await ipset.outlet(from: "45.40.1.1"), try await ipset.outlet(from: "2600:40::1")]
        let senders = try outlets.map { try TestChild(sending: [1], and: [2], on: $0.descriptor) }
        for round in 1...8 {
            server.setList(["45.40.1.1", "2600:40::1"] + (0..<(round * 300)).map { "45.60.\($0 / 250).\($0 % 250)" })
            let outcome = try await ipset.run()
            #expect(
                outcome
                    == ScriptOutcome(
                        status: 0, output: "SikkerAPI: blocklist updated (\(round * 300 + 1) IPv4, 1 IPv6)\n"))
        }
        for (rules, least) in [("iptables", 1000), ("ip6tables", 1000)] {
            let counters = try await ipset.host.command([rules, "-L", "INPUT", "-v", "-n", "-x"])
            let line = counters.split(separator: "\n").first { $0.contains("match-set") }
            let packets = line?.split(separator: " ").first.flatMap { Int($0) } ?? 0
            #expect(packets > least, "\(rules) dropped \(packets)")
        }
        senders.forEach { $0.kill() }
        let leaks = try await ipset.host.run {
            inboxes.map { inbox in
                inbox.setTimeout(milliseconds: 50)
                return inbox.receive() == nil ? 0 : 1
            }
        }
        #expect(leaks == [0, 0])
        #expect(try await ipset.arrives(from: "45.40.1.2"))
    }

    @Test("More addresses than a set usually takes")
    func manyAddresses() async throws {
        let server = try await PlayedListServer()
        let count = 140_000
        server.setList((0..<count).map { "45.\(60 + $0 / 65536).\($0 / 256 % 256).\($0 % 256)" })
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key)
        let outcome = try await ipset.run()
        #expect(outcome == ScriptOutcome(status: 0, output: "SikkerAPI: blocklist updated (140000 IPv4, 0 IPv6)\n"))
        #expect(try await ipset.identity("sikker4").contains("hashsize 131072 maxelem 262144"))
        #expect(try await ipset.identity("sikker6").contains("maxelem 131072"))
        #expect(try await ipset.members("sikker4").count == count)
        // Back to a small one.
        server.setList(["45.40.1.1"])
        #expect(try await ipset.run().output == "SikkerAPI: blocklist updated (1 IPv4, 0 IPv6)\n")
        #expect(try await ipset.identity("sikker4").contains("hashsize 4096 maxelem 131072"))
    }

    @Test("Whatever is not a whole list changes nothing", arguments: [Shell.dash, .busybox])
    func wrongAnswers(shell: Shell) async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1", "2600:40::1"])
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key, shell: shell)
        #expect(try await ipset.run().status == 0)
        let before = [try await ipset.identity("sikker4"), try await ipset.stage.tree()]
        // What differs among shells is how text is taken apart; one that waits is enough.
        for wrong in WrongAnswer.all where shell == .dash || wrong.testDescription != WrongAnswer.hang.testDescription {
            server.setAnswer(wrong.answer)
            let time = wrong.testDescription == WrongAnswer.hang.testDescription ? "1" : "60"
            let outcome = try await ipset.run(environment: ["SIKKERAPI_TIMEOUT=\(time)"])
            #expect(outcome.status == 1 && outcome.output.isEmpty, "\(wrong.testDescription)")
            #expect(outcome.error.contains(wrong.complaint), "\(wrong.testDescription): \(outcome.error)")
            #expect(
                outcome.error.hasSuffix("; the list in force stays\n"), "\(wrong.testDescription): \(outcome.error)")
            #expect(outcome.error.split(separator: "\n").count == 1, "\(wrong.testDescription): \(outcome.error)")
            #expect(!outcome.error.contains(PlayedListServer.key))
        }
        #expect([try await ipset.identity("sikker4"), try await ipset.stage.tree()] == before)
        #expect(try await ipset.members("sikker4") == ["45.40.1.1"])
        #expect(try await ipset.members("sikker6") == ["2600:40::1"])
        // A port at which nobody listens.
        let outcome = try await ipset.run(environment: ["SIKKERAPI_URL=http://127.0.0.1:1"])
        #expect(outcome.status == 1 && outcome.error.contains("could not be fetched"))
        server.setList(["2600:40::1", "45.40.1.1"])
        #expect(try await ipset.run().output == "SikkerAPI: blocklist unchanged (1 IPv4, 1 IPv6)\n")
        server.setList(["2600:40::2", "1:2:3:4:5:6:7:8", "45.40.1.2"])
        #expect(try await ipset.run().output == "SikkerAPI: blocklist updated (1 IPv4, 2 IPv6)\n")
    }

    @Test("A list that other fetches of the day left too little quota for does not replace a whole one")
    func cutByQuota() async throws {
        let server = try await PlayedListServer()
        server.setList((1...6).map { "45.40.1.\($0)" })
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key)
        #expect(try await ipset.run().status == 0)
        let exhausted = [("X-Blacklist-Limit", "5000"), ("X-Blacklist-Used", "5000"), ("X-Blacklist-Remaining", "0")]
        server.setList((2...4).map { "45.40.1.\($0)" }, headers: exhausted)
        let outcome = try await ipset.run()
        #expect(outcome.status == 1 && outcome.error.contains("left for 3 addresses only"), "\(outcome)")
        #expect(try await ipset.members("sikker4").count == 6)
        // A list as long as the whole quota is as good as the key gets, and three are better than none.
        let own = [("X-Blacklist-Used", "3"), ("X-Blacklist-Remaining", "0")]
        server.setList((2...4).map { "45.40.1.\($0)" }, headers: own)
        #expect(try await ipset.run().output == "SikkerAPI: blocklist updated (3 IPv4, 0 IPv6)\n")
        try await ipset.host.command(["ipset", "destroy", "sikker4"])
        server.setList(["45.40.1.9"], headers: exhausted)
        #expect(try await ipset.run().output == "SikkerAPI: blocklist updated (1 IPv4, 0 IPv6)\n")
    }

    @Test("One run at a time")
    func parallel() async throws {
        let server = try await PlayedListServer()
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key)
        let (pieces, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        server.setAnswer(.stream(headers: [("Content-Length", "20"), ("X-Blacklist-Count", "2")], pieces: pieces))
        continuation.yield(Array("45.40.1.1\n".utf8))
        async let first = ipset.run()
        try await TestThread.run {
            try LoopWait.until("the first run asks for the list") { server.requests.count == 1 }
        }
        for _ in 1...3 {
            let other = try await ipset.run()
            #expect(
                other
                    == ScriptOutcome(
                        status: 0, output: "SikkerAPI: another run is under way, so this one does nothing\n"))
        }
        continuation.yield(Array("45.40.1.2\n".utf8))
        continuation.finish()
        let outcome = try await first
        #expect(outcome.status == 0 && server.requests.count == 1, "\(outcome)")
        #expect(try await ipset.members("sikker4") == ["45.40.1.1", "45.40.1.2"])
    }

    @Test("What a killed run left behind is in nobody's way, and sets of another kind are left alone")
    func leftovers() async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1"])
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key)
        try await ipset.host.command(["ipset", "create", "sikker4_tmp", "hash:net"])
        try await ipset.host.command(["ipset", "create", "sikker6_tmp", "hash:ip", "family", "inet6", "maxelem", "7"])
        #expect(try await ipset.run().status == 0)
        #expect(try await ipset.sets() == ["sikker4", "sikker6"])
        try await ipset.host.command(["ipset", "destroy", "sikker4"])
        try await ipset.host.command(["ipset", "create", "sikker4", "hash:net"])
        let outcome = try await ipset.run()
        #expect(outcome.status == 1 && outcome.error.contains("sikker4 that is not hash:ip"))
    }

    @Test(
        "Wrong use is said, with status 2",
        arguments: [
            (["--frobnicate"], "", "'--frobnicate' is not known"), ([], "SIKKERAPI_SCORE=0", "from 1 to 100"),
            ([], "SIKKERAPI_SCORE=101", "from 1 to 100"), ([], "SIKKERAPI_SCORE=$(id)", "from 1 to 100"),
            ([], "SIKKERAPI_EXTRA=limit=5", "must begin with &"),
            ([], "SIKKERAPI_EXTRA=&a=\"; id", "letters, digits and"),
            ([], "SIKKERAPI_URL=ftp://example.org", "must begin with https://"),
            ([], "SIKKERAPI_URL=https://a\"b", "without user, query"),
            ([], "SIKKERAPI_IPV6=no", "must be true or false"),
            ([], "SIKKERAPI_TIMEOUT=soon", "number of seconds"), (["--dry-run"], "", "goes with"),
        ] as [([String], String, String)])
    func wrongUse(arguments: [String], variable: String, complaint: String) async throws {
        let stage = try ScriptStage("/iptables/sikkerapi-ipset-update.sh", baseURL: "http://127.0.0.1:1")
        let outcome = try await stage.run(arguments, environment: variable.isEmpty ? [] : [variable])
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(outcome.error.contains(complaint) && outcome.error.split(separator: "\n").count == 1, "\(outcome)")
    }
}
