import Guard
import IPNetworks
import Netlink
import Observability
import TestGuards
import TestHosts
import Testing

/// Safety layer 5: after a change, who was within reach still is, or the change goes.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(2)))
struct RollbackLayerTests {
    private let arena: Arena
    private var field: Battlefield { arena.field }

    init() async throws { arena = try await Arena() }

    /// In flood mode answers of listed addresses are dropped, so that a list can really cut this host off from one.
    @Test func aListThatCutsOffTheDatabaseIsTakenBack() async throws {
        let database = try await field.attacker.run {
            let socket = try TestSocket(.tcp, from: "45.40.1.5", port: 5432)
            try socket.listen()
            return socket
        }
        defer { withExtendedLifetime(database) {} }
        var guarding = try arena.guarding("45.40.1.1\n")
        guarding.configuration.isFloodMode = true
        guarding.configuration.connectivity.targets = [try #require(HostPort("45.40.1.5:5432"))]
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            try arena.folder.write("mine.txt", "45.40.1.1\n45.40.1.2\n45.40.1.5\n")
            try await field.waitUntil("45.40.1.5", arrives: false)
            let lost = try await field.waitUntil("45.40.1.5", arrives: true)
            #expect(lost < .seconds(8), "three attempts of a second where the machine is not busy")
            #expect(try await !field.arrives(from: "45.40.1.1"))
            try await arena.wait(for: "the refusal") { await service.status()?.refusedChange != nil }
            let status = try #require(await service.status())
            #expect(status.rollbacks == 1 && status.protectedSince != nil)
            #expect(status.refusedChange?.lost == ["host 45.40.1.5:5432"])
            #expect(guarding.log.has("host 45.40.1.5:5432 cannot be reached"))
            try await arena.wait(for: "the health") {
                guarding.health.report.checks.contains { $0.state.sentence.contains("45.40.1.5:5432") }
            }
            // A list without it is taken.
            try arena.folder.write("mine.txt", "45.40.1.1\n45.40.1.2\n")
            try await field.waitUntil("45.40.1.2", arrives: false)
            try await arena.wait(for: "the end of the refusal") { await service.status()?.refusedChange == nil }
        }
    }

    /// The same with outbound packets blocked.
    @Test func aListThatKeepsThisHostInIsTakenBack() async throws {
        let service = try await field.attacker.run {
            let socket = try TestSocket(.tcp, from: "45.40.1.6", port: 443)
            try socket.listen()
            return socket
        }
        defer { withExtendedLifetime(service) {} }
        var guarding = try arena.guarding("45.40.1.1\n")
        guarding.configuration.blocksOutbound = true
        guarding.configuration.connectivity.targets = [try #require(HostPort("45.40.1.6:443"))]
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            try arena.folder.write("mine.txt", "45.40.1.1\n45.40.1.6\n")
            try await arena.wait(for: "the refusal") { await service.status()?.refusedChange != nil }
            #expect(try await field.arrives(from: "45.40.1.6"))
            #expect(try await !field.arrives(from: "45.40.1.1"))
        }
    }

    /// With connections tracked, blocking those one talks to cuts nothing off, and nothing is taken back.
    @Test func aListedServerThatStillAnswersIsNoReason() async throws {
        let server = try await field.attacker.run {
            let socket = try TestSocket(.tcp, from: "45.40.1.5", port: 5432)
            try socket.listen()
            return socket
        }
        defer { withExtendedLifetime(server) {} }
        var guarding = try arena.guarding("45.40.1.1\n")
        guarding.configuration.connectivity.targets = [try #require(HostPort("45.40.1.5:5432"))]
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            try arena.folder.write("mine.txt", "45.40.1.1\n45.40.1.5\n")
            try await field.waitUntil("45.40.1.5", arrives: false)
            await guarding.log.line(containing: "Blocking 2 addresses")
            #expect(await service.status()?.rollbacks == 0)
        }
    }

    // MARK: - How far one gets

    @Test func whatIsThereIsToldFromWhatIsNot() async throws {
        let open = try await field.attacker.run {
            let socket = try TestSocket(.tcp, from: "45.40.1.5", port: 80)
            try socket.listen()
            return socket
        }
        defer { withExtendedLifetime(open) {} }
        try await field.attacker.command(
            ["nft", "-f", "-"],
            input: """
                table inet walls {
                    chain input { type filter hook input priority 0; ip daddr { 45.40.1.6, 45.41.0.9 } drop; }
                }
                """)
        let probe = ConnectivityProbe(thread: try NetlinkThread(onStart: field.server.entrance))
        func target(_ text: String, _ port: UInt16) throws -> ConnectivityTarget {
            ConnectivityTarget(name: "\(text):\(port)", addresses: [try address(text)], port: port)
        }
        let targets = [
            try target("45.40.1.5", 80), try target("45.40.1.5", 81), try target("45.40.1.6", 80),
            try target("2600:40::1", 80), try target("203.0.113.1", 80),
            ConnectivityTarget(gateway: try address("10.9.0.1")),
            ConnectivityTarget(gateway: try address("45.41.0.9")),
            ConnectivityTarget(gateway: try address("45.41.0.77")),
        ]
        let reading = await probe.reading(of: targets)
        #expect(
            reading.reach == [
                "45.40.1.5:80": .answers, "45.40.1.5:81": .answers, "45.40.1.6:80": .silent,
                "2600:40::1:80": .answers, "203.0.113.1:80": .silent, "gateway 10.9.0.1": .answers,
                // It filters what comes to it, and is there all the same.
                "gateway 45.41.0.9": .resolves, "gateway 45.41.0.77": .silent,
            ])
    }
}
