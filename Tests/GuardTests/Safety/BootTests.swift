import Firewall
import Foundation
import Guard
import IPNetworks
import TestGuards
import TestHosts
import Testing

/// What is in force before anything else is: the newest generation on disk that is whole.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(2)))
struct BootTests {
    private let arena: Arena
    private var field: Battlefield { arena.field }

    init() async throws { arena = try await Arena() }

    private var generations: [String] {
        let folder = arena.folder.path("data/generations")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().map { "\(folder)/\($0)" }
    }

    /// Three generations on disk: the first blocks 45.40.1.1, the second 45.40.1.2 and so on, each one more.
    private func filled() async throws -> RunningGuard {
        let guarding = try arena.guarding("45.40.1.1\n")
        try await guarding.whileRunning { _ async throws in
            var list = ""
            for number in 1...4 {
                list += "45.40.1.\(number)\n"
                try arena.folder.write("mine.txt", list)
                try await field.waitUntil("45.40.1.\(number)", arrives: false)
                try await arena.wait(for: "generation \(number)") { generations.count == min(number, 3) }
            }
        }
        #expect(try await field.nft("list ruleset").isEmpty)
        try arena.folder.remove("mine.txt")
        return guarding
    }

    private func boot(_ guarding: RunningGuard) async throws -> GuardBoot.Outcome? {
        try await GuardBoot.restore(
            guarding.configuration, logger: guarding.log.logger, surroundings: guarding.surroundings)
    }

    @Test func theNewestGenerationIsInForceWithoutAnybodysHelp() async throws {
        let guarding = try await filled()
        #expect(generations.count == 3)
        let outcome = try #require(try await boot(guarding))
        #expect(outcome.entries[.blocked4] == 4)
        for number in 1...4 { #expect(try await !field.arrives(from: "45.40.1.\(number)")) }
        #expect(try await field.arrives(from: "45.40.1.5"))
        // Once more does nothing, and the guard that comes later takes the rules over.
        let made = try await field.nft("-a -s list table inet sikkerguard")
        #expect(try await boot(guarding)?.generation == outcome.generation)
        #expect(try await field.nft("-a -s list table inet sikkerguard") == made)
        try await guarding.whileRunning { _ async throws in
            #expect(guarding.log.has("rules of an earlier guard stand"))
            await #expect(throws: GuardError.self) { try await boot(guarding) }
            #expect(try await !field.arrives(from: "45.40.1.4"))
        }
    }

    /// With no network at all, not even an interface that is up.
    @Test func noNetworkIsNeeded() async throws {
        let guarding = try await filled()
        try await field.server.ip("link set cable down")
        try await field.server.ip("link set lo down")
        #expect(try await boot(guarding)?.entries[.blocked4] == 4)
        #expect(try await NftablesLists.read(on: field.server).contains(address("45.40.1.4")))
    }

    @Test(arguments: [0, 1, 2, 3])
    func damagedOnesAreLeftOut(_ damaged: Int) async throws {
        let guarding = try await filled()
        for path in generations.reversed().prefix(damaged) {
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(fileURLWithPath: path))
        }
        let outcome = try await boot(guarding)
        #expect(outcome?.entries[.blocked4] == (damaged == 3 ? nil : 4 - damaged))
        let lines = guarding.log.lines.filter { $0.contains("it is damaged") }
        #expect(lines.count == damaged)
        #expect(try await field.nft("list ruleset").isEmpty == (damaged == 3))
    }

    @Test(arguments: [0, 7, 40])
    func whatAPowerCutLeftOfOneIsNone(_ length: Int) async throws {
        let guarding = try await filled()
        let newest = try #require(generations.last)
        try Data(contentsOf: URL(fileURLWithPath: newest)).prefix(length).write(to: URL(fileURLWithPath: newest))
        #expect(try await boot(guarding)?.entries[.blocked4] == 3)
    }

    @Test func nothingOnDiskIsNoError() async throws {
        let guarding = try arena.guarding("45.40.1.1\n")
        #expect(try await boot(guarding) == nil)
        #expect(try await field.nft("list ruleset").isEmpty)
    }
}
