import Blocklists
import Foundation
import Guard
import Netlink
import TestGuards
import TestHosts
import TestLoop
import Testing

/// Safety layers 1 and 2 against lists that want to break this server: nobody who matters is locked out, and what is not
/// done is explained.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(4)))
struct PoisonedListTests {
    private let arena: Arena
    private let session: (client: TestSocket, server: TestSocket, listener: TestSocket)

    init() async throws {
        let arena = try await Arena()
        self.arena = arena
        let field = arena.field
        try await field.server.ip("route add default via \(Poison.gateway)")
        let listener = try await field.server.run {
            let listener = try TestSocket(.tcp, from: Battlefield.server4, port: 22)
            try listener.listen()
            return listener
        }
        let client = try await field.attacker.run {
            let client = try TestSocket(.tcp, from: Poison.sshPeer)
            try client.connect(to: Battlefield.server4, port: 22)
            return client
        }
        let server = try await field.server.run { try listener.accept() }
        session = (client, server, listener)
    }

    private static let friends = [
        "10.9.0.1", "fd09::1", Poison.apiHost, Poison.resolver, Poison.allowed, Poison.sshPeer, Poison.gateway,
    ]

    /// One guard meets all of them, each after a good list that it must not lose for it.
    @Test func nobodyIsLockedOut() async throws {
        let field = arena.field
        try arena.folder.write("resolv.conf", "nameserver \(Poison.resolver)\n")
        var surroundings = field.surroundings
        let resolvers = arena.folder.path("resolv.conf")
        surroundings.makeFacts = {
            var files = HostFiles()
            files.resolverFiles = [resolvers]
            return SystemHostFacts(thread: $0, names: $1, files: files, session: $2)
        }
        let guarding = try arena.guarding(
            "45.40.1.1\n",
            [
                "SIKKER_API_KEY": "sk_0123456789", "SIKKER_API_URL": "http://\(Poison.apiHost):7063",
                "SIKKER_WHITELIST": Poison.allowed,
            ], surroundings: surroundings)
        for friend in Self.friends { try await field.waitUntil(friend, arrives: true) }
        var told = 0
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            try await arena.wait(for: "the first good list") { await health(service)?.state == .current }
            for poison in Poison.all {
                guarding.log.clear()
                let before = await health(service)
                try poison.content().write(
                    to: URL(fileURLWithPath: arena.folder.path("mine.txt")), options: .atomic)
                try await arena.wait(for: "a word about \(poison.name)") {
                    try await everybodyArrives(poison)
                    return await health(service) != before
                }
                try await arena.wait(for: "the kernel to follow \(poison.name)") { await isSettled(service) }
                try await everybodyArrives(poison)
                try await explained(poison, guarding, service)
                told += 1
                // The good list again.
                let after = await health(service)
                try arena.folder.write("mine.txt", "45.40.1.1\n# after \(poison.name)\n")
                try await arena.wait(for: "the good list after \(poison.name)") {
                    let (health, entries) = (await health(service), await entries(service))
                    return health != after && health?.state == .current && entries == 1
                }
            }
            try await field.waitUntil("45.40.1.1", arrives: false)
        }
        #expect(told == Poison.all.count && told >= 20)
    }

    private func everybodyArrives(_ poison: Poison) async throws {
        for friend in Self.friends {
            let arrives = try await arena.field.arrives(from: friend)
            #expect(arrives, "\(friend) was locked out by \(poison.name)")
        }
        session.client.send([7])
        let received = try await arena.field.server.run { [session] in
            session.server.setTimeout(milliseconds: 3000)
            return session.server.receive()
        }
        #expect(received?.first == 7, "the session was cut by \(poison.name)")
    }

    private func explained(_ poison: Poison, _ guarding: RunningGuard, _ service: GuardService) async throws {
        let health = await health(service)
        switch poison.outcome {
        case .refused(let words):
            guard case .refused(let reason, _)? = health?.state else {
                Issue.record("\(poison.name) was not refused: \(String(describing: health))")
                return
            }
            #expect(reason.contains(words), "\(poison.name)")
            #expect(guarding.log.has(words), "\(poison.name): \(guarding.log.lines)")
            #expect(try await !arena.field.arrives(from: "45.40.1.1"), "\(poison.name) unblocked somebody")
        case .spared(let words):
            #expect(guarding.log.has(words), "\(poison.name): \(guarding.log.lines)")
            let exclusions = await service.status()?.exclusions ?? []
            #expect(exclusions.contains { $0.description.contains(words) }, "\(poison.name): \(exclusions)")
        case .warned(let words):
            #expect(
                health?.warnings.contains { $0.contains(words) } == true,
                "\(poison.name): \(String(describing: health))")
            #expect(guarding.log.has(words), "\(poison.name)")
        case .taken:
            #expect(health?.state == .current, "\(poison.name)")
        }
    }

    private func source(_ service: GuardService) async -> GuardStatus.Source? {
        await service.status()?.sources.first { $0.identity.name == "mine.txt" }
    }

    private func health(_ service: GuardService) async -> SourceHealth? { await source(service)?.health }

    private func entries(_ service: GuardService) async -> Int? { await source(service)?.entries?.v4 }

    private func isSettled(_ service: GuardService) async -> Bool { await service.status()?.isInStep ?? false }
}
