import Blocklists
import Guard
import IPNetworks
import TestGuards
import TestHosts
import Testing

/// Safety layer 2: how much may be blocked at all.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(2)))
struct LimitTests {
    private let arena: Arena
    private var field: Battlefield { arena.field }

    init() async throws { arena = try await Arena() }

    /// Only the list that asks for too much is refused; what the others list stays blocked, and what it listed before.
    @Test func onlyTheGreedyListIsRefused() async throws {
        let greedy = try arena.folder.write("greedy.txt", "45.40.1.2\n")
        var guarding = try arena.guarding("45.40.1.1\n")
        guarding.configuration.customBlacklists.append(greedy)
        try await guarding.whileRunning { service async throws in
            for source in ["45.40.1.1", "45.40.1.2"] { try await field.waitUntil(source, arrives: false) }
            try arena.folder.write("greedy.txt", (60..<74).map { "\($0).0.0.0/8" }.joined(separator: "\n"))
            await guarding.log.line(
                containing: "greedy.txt: With this list, 5.5 % of all IPv4 addresses would be blocked")
            let status = try #require(await service.status())
            let refused = status.sources.filter { if case .refused = $0.health.state { true } else { false } }
            #expect(refused.map(\.identity.name) == ["greedy.txt"])
            for source in ["45.40.1.1", "45.40.1.2"] { #expect(try await !field.arrives(from: source)) }
            // The other list goes on working.
            try arena.folder.write("mine.txt", "45.40.1.1\n45.40.1.4\n")
            try await field.waitUntil("45.40.1.4", arrives: false)
            #expect(try await field.arrives(from: "45.40.1.3"))
        }
    }

    @Test(arguments: [
        ("45.40.1.1\n44.0.0.0/7\n", "44.0.0.0/7"), ("45.40.1.1\n2600::/18\n", "2600::/18"),
    ])
    func tooShortAPrefixIsRefusedAndTheRestStays(_ list: String, _ refused: String) async throws {
        let guarding = try arena.guarding(list)
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            #expect(try await field.arrives(from: "45.40.1.2"))
            try await field.waitUntil("2600:40::1", arrives: true)
            try await arena.wait(for: "a word about the list") {
                await service.status()?.sources.first?.health.warnings.isEmpty == false
            }
            let warnings = try #require(await service.status()?.sources.first?.health.warnings)
            #expect(warnings.contains { $0.contains("1 entries were refused") && $0.contains(refused) }, "\(warnings)")
        }
    }

    /// The longest ones that are accepted are.
    @Test func shortPrefixesThatAreAllowedAreBlocked() async throws {
        let guarding = try arena.guarding("45.0.0.0/8\n2600::/19\n")
        try await guarding.whileRunning { _ async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            try await field.waitUntil("2600:40::1", arrives: false)
        }
    }
}
