import Blocklists
import Foundation
import Geolocation
import Guard
import IPNetworks
import Netlink
import Synchronization
import TestGuards
import TestHosts
import Testing

/// Safety layer 1: who is never blocked, whatever a list says, also when it becomes another address.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(2)))
struct NeverBlockedTests {
    private let arena: Arena
    private var field: Battlefield { arena.field }

    init() async throws { arena = try await Arena() }

    /// A host on the allowlist moves: where it is now is let in, on top of where it was.
    @Test func aHostThatMovesIsFollowed() async throws {
        let answers = Mutex(["45.40.1.4"])
        var surroundings = field.surroundings
        let entrance = field.server.entrance
        let names = NameLookup(thread: try NetlinkThread(onStart: entrance)) { _ in
            answers.withLock { $0 }.compactMap { IPAddress($0) }
        }
        surroundings.makeFacts = { thread, _, session in SystemHostFacts(thread: thread, names: names, session: session)
        }
        let guarding = try arena.guarding(
            "45.0.0.0/8\n", ["SIKKER_WHITELIST": "home.example"], surroundings: surroundings)
        try await guarding.whileRunning { _ async throws in
            try await field.waitUntil("45.40.1.5", arrives: false)
            try await field.waitUntil("45.40.1.4", arrives: true)
            answers.withLock { $0 = ["45.40.1.5"] }
            // Whenever something happens to the network, and every five minutes, names are looked up again.
            try await field.server.ip("addr add 10.77.0.1/32 dev lo")
            try await field.waitUntil("45.40.1.5", arrives: true)
            #expect(try await field.arrives(from: "45.40.1.4"), "kept for an hour")
            #expect(try await !field.arrives(from: "45.40.1.6"))
            // A name server that is gone takes nothing away.
            answers.withLock { $0 = [] }
            try await field.server.ip("addr add 10.77.0.2/32 dev lo")
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await field.arrives(from: "45.40.1.5"))
        }
    }

    /// A real session of a real sshd, whose other side is listed while it is open.
    @Test func aSessionOfARealSSHDaemonIsNotCut() async throws {
        let keys = arena.folder.path("keys")
        try FileManager.default.createDirectory(atPath: keys, withIntermediateDirectories: true)
        for name in ["host", "user"] {
            try TestCommand.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "\(keys)/\(name)"])
        }
        try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        let daemon = try await field.server.start([
            "/usr/sbin/sshd", "-D", "-e", "-f", "/dev/null", "-h", "\(keys)/host", "-p", "22", "-o", "PidFile=none",
            "-o", "AuthorizedKeysFile=\(keys)/user.pub", "-o", "StrictModes=no", "-o", "UsePAM=no", "-o",
            "PermitRootLogin=yes", "-o", "ListenAddress=\(Battlefield.server4)",
        ])
        let isListening = try await field.server.run { daemon.waitForOutput("listening on") }
        try #require(isListening)
        let input = arena.folder.path("input")
        try TestCommand.run(["mkfifo", input])
        let session = try await field.attacker.start([
            "sh", "-c",
            "exec ssh -b 45.40.1.3 -i \(keys)/user -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
                + " -o BatchMode=yes root@\(Battlefield.server4) cat 0<>\(input)",
        ])
        func says(_ text: String) async throws -> Bool {
            try await field.attacker.command(["sh", "-c", "echo \(text) > \(input)"])
            return try await field.attacker.run { session.waitForOutput(text) }
        }
        #expect(try await says("before"))
        let guarding = try arena.guarding("# nobody yet\n")
        try await guarding.whileRunning { _ async throws in
            try arena.folder.write("mine.txt", "45.40.1.3\n45.40.1.4\n")
            try await field.waitUntil("45.40.1.4", arrives: false)
            #expect(try await says("after"))
            await guarding.log.line(containing: "45.40.1.3 reachable: SSH session")
            #expect(try await field.arrives(from: "45.40.1.3"))
        }
        session.kill(SIGKILL)
        daemon.kill(SIGKILL)
    }

    /// A whole country, by the databases that are there.
    @Test func aCountryIsLetIn() async throws {
        try arena.folder.write("places.csv", "45.40.1.4,45.40.1.6,NL\n45.40.1.7,45.40.1.9,DE\n")
        let guarding = try arena.guarding(
            "45.0.0.0/8\n",
            [
                "SIKKER_WHITELIST": "country:nl, country:FR",
                "SIKKER_PLACES_DATABASES": arena.folder.path("places.csv"),
            ], surroundings: field.surroundings)
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.3", arrives: false)
            for source in ["45.40.1.4", "45.40.1.6"] { #expect(try await field.arrives(from: source), "\(source)") }
            #expect(try await !field.arrives(from: "45.40.1.7"))
            #expect(guarding.log.has("kept 45.40.1.4-45.40.1.6 reachable: country NL on the allowlist"))
            #expect(guarding.log.has("country:FR allows nothing"))
            #expect(await service.status()?.allowlist.summary.contains("2 countries") == true)
        }
    }

    @Test(arguments: ["country:", "country:X", "country:XX", "country:N1", "country:NLD"])
    func whatIsNoCountryIsRefused(_ text: String) { #expect(WhitelistEntry(text) == nil) }

    /// A network is split around each of those in it, to the address.
    @Test func networksAreSplitAroundWhoIsAllowed() async throws {
        let allowed = (0..<64).map { "45.\($0 * 4).7.\($0)" }
        let guarding = try arena.guarding(
            "45.0.0.0/8\n", ["SIKKER_WHITELIST": (allowed + ["45.40.1.2", "45.40.1.4/31"]).joined(separator: ",")])
        try await guarding.whileRunning { _ async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            for (source, arrives) in [
                ("45.40.1.2", true), ("45.40.1.3", false), ("45.40.1.4", true), ("45.40.1.5", true),
                ("45.40.1.6", false),
            ] { #expect(try await field.arrives(from: source) == arrives, "\(source)") }
            let held = try await NftablesLists.read(on: field.server)
            for text in allowed { #expect(try !held.contains(address(text)), "\(text)") }
            #expect(try held.contains(address("45.255.255.255")) && held.contains(address("45.0.7.1")))
        }
    }
}
