import Firewall
import Guard
import TestClocks
import TestGuards
import TestHosts
import Testing

/// What else happens to a machine: clocks that are set, cables that are pulled, kernels that cannot.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(2)))
struct SurroundingsTests {
    private let arena: Arena
    private var field: Battlefield { arena.field }

    init() async throws { arena = try await Arena() }

    @Test(arguments: [Duration.seconds(-86_400), .seconds(365 * 86_400), .seconds(-40 * 365 * 86_400)])
    func aClockThatJumpsUnblocksNobody(_ jump: Duration) async throws {
        let clock = TestWallClock()
        var surroundings = field.surroundings
        surroundings.wallClock = clock
        let guarding = try arena.guarding("45.40.1.1\n", surroundings: surroundings)
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            clock.advance(by: jump)
            // Once around every second's work.
            try await Task.sleep(for: .milliseconds(1500))
            #expect(try await !field.arrives(from: "45.40.1.1"))
            // Changes and healing need no right time either.
            try arena.folder.write("mine.txt", "45.40.1.1\n45.40.1.3\n")
            try await field.waitUntil("45.40.1.3", arrives: false)
            try await field.nft("flush ruleset")
            try await arena.wait(for: "the rules") { await service.status()?.restores == 1 }
            #expect(try await !field.arrives(from: "45.40.1.3"))
            clock.advance(by: .zero - jump)
            try arena.folder.write("mine.txt", "45.40.1.1\n")
            try await field.waitUntil("45.40.1.3", arrives: true)
            let status = try #require(await service.status())
            #expect(status.failure == nil && status.storageFailure == nil)
        }
    }

    @Test func aCableThatIsPulledChangesNothing() async throws {
        let guarding = try arena.guarding("45.40.1.1\n")
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            let generation = await service.status()?.generation
            for _ in 0..<3 {
                try await field.server.ip("link set cable down")
                try await field.server.ip("link set cable up")
            }
            try await field.server.ip("route replace 45.40.0.0/16 via 10.9.0.1")
            try await field.waitUntil("45.40.1.2", arrives: true)
            #expect(try await !field.arrives(from: "45.40.1.1"))
            let status = try #require(await service.status())
            #expect(status.failure == nil && status.protectedSince != nil && status.restores == 0)
            #expect(status.generation >= generation ?? 0)
        }
    }

    /// A new router and a new address are never blocked, from the moment they are there.
    @Test func theAllowlistFollowsTheNetwork() async throws {
        let guarding = try arena.guarding("45.40.1.0/24\n")
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.3", arrives: false)
            try await field.server.ip("route add default via 45.40.1.3 dev cable onlink")
            let router = try await field.waitUntil("45.40.1.3", arrives: true)
            #expect(router < .seconds(2), "a tenth of a second where the machine is not busy")
            try await field.server.ip("route replace default via 45.40.1.4 dev cable onlink")
            let next = try await field.waitUntil("45.40.1.4", arrives: true)
            #expect(next < .seconds(2))
            try await field.waitUntil("45.40.1.3", arrives: false)
            #expect(try await !field.arrives(from: "45.40.1.5"))
            print("the allowlist followed a new router after \(router) and \(next)")
        }
    }

    /// Without the privilege, a sentence that says which one.
    @Test func aGuardThatMayNotSaysSo() async throws {
        var surroundings = field.surroundings
        surroundings.enterHost = field.server.unprivilegedEntrance
        let guarding = try arena.guarding("45.40.1.1\n", surroundings: surroundings)
        let error = await #expect(throws: GuardError.self) { try await guarding.whileRunning { _ in } }
        #expect(error?.description.contains("CAP_NET_ADMIN") == true, "\(String(describing: error))")
        #expect(try await field.nft("list ruleset").isEmpty)
    }

    /// A kernel without what is needed: what it lacks, and nothing is pretended.
    @Test func aKernelThatCannotIsNamed() async throws {
        var surroundings = field.surroundings
        surroundings.makeBackend = { _, _ throws(GuardError) in
            throw .firewall(.unsupported("it was built without CONFIG_NF_TABLES"))
        }
        let guarding = try arena.guarding("45.40.1.1\n", surroundings: surroundings)
        let error = await #expect(throws: GuardError.self) { try await guarding.whileRunning { _ in } }
        #expect(error?.description == "this kernel's firewall cannot be used: it was built without CONFIG_NF_TABLES")
    }
}
