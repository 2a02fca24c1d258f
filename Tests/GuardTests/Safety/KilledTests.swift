import Foundation
import Guard
import TestGuards
import TestHosts
import Testing

/// Whether tests that can be long are to be.
private let isLong = ProcessInfo.processInfo.environment["SIKKER_LONG"] == "1"

/// Safety layer 8: whenever the guard dies, the kernel holds all of a list, and the next start goes on without a gap.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(isLong ? 15 : 3)))
struct KilledTests {
    private let arena: Arena
    private var field: Battlefield { arena.field }

    init() async throws { arena = try await Arena() }

    /// So many changes are made in all, and so often the process that makes them is killed. With SIKKER_LONG=1 the longer
    /// run is made, with a kill for each change; both are long enough to find a gap of a thousandth of the time.
    struct Course: Sendable, CustomTestStringConvertible {
        var backend: String
        var changes: Int
        var kills: Int

        var testDescription: String { backend }

        static let all = [
            Course(backend: "nftables", changes: isLong ? 2000 : 200, kills: isLong ? 200 : 20),
            // What is no transaction has more moments in which it can be cut off.
            Course(backend: "ipset", changes: isLong ? 1000 : 60, kills: isLong ? 200 : 30),
            Course(backend: "xdp", changes: isLong ? 1000 : 40, kills: isLong ? 100 : 10),
        ]
    }

    @Test(arguments: Course.all) func killedAgainAndAgainUnderTraffic(_ course: Course) async throws {
        var random = SeededRandom(seed: 8)
        let traffic = try await Traffic(field)
        let over = Restarted()
        var changes = 0
        var kills = 0
        try await withThrowingTaskGroup(of: Traffic.Count.self) { group in
            defer { over.end() }
            while kills < course.kills || changes < course.changes {
                let process = try await field.server.start([
                    TrialProgram.path, "churn", arena.folder.path("generations"), course.backend,
                ])
                let hasBegun = try await field.server.run { process.waitForOutput("applied") }
                try #require(hasBegun, "it ended by itself: \(process.wait().output)")
                if kills == 0 { group.addTask { try await traffic.flow(until: over) } }
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...120, using: &random)))
                process.kill(SIGKILL)
                let (status, output) = try await field.server.run { process.wait() }
                #expect(status == -SIGKILL)
                changes += 1 + output.components(separatedBy: "applied").count - 1
                kills += 1
            }
            over.end()
            let count = try #require(try await group.next())
            #expect(count.leaked == 0, "of \(count.hostile) packets from listed addresses")
            #expect(count.lost == 0, "of \(count.innocent) packets from others")
            #expect(count.hostile > 1000 && count.innocent > 1000)
            print("killed, \(course.backend): \(kills) times in \(changes) changes, \(count)")
        }
        // What is left protects, and goes by hand.
        #expect(try await !field.arrives(from: "45.40.1.1"))
        try await GuardFlush.run(field.surroundings)
        #expect(try await field.nft("list ruleset").isEmpty)
        #expect(try await !field.server.command(["ip", "-d", "link"]).contains("xdp"))
    }

    /// A day of changes, one entry in a hundred an hour, as fast as it goes: the kernel holds what it was given whenever it
    /// is asked.
    @Test func aDayGoesByWithoutDrift() async throws {
        let output = try await field.server.command([
            TrialProgram.path, "soak", arena.folder.path("generations"), isLong ? "350000" : "5000",
        ])
        #expect(output.contains("soak: 24 hours, kernel equal at every check"), "\(output)")
    }

    /// A clean stop takes everything away, and nothing else; with `--keep` it takes nothing away.
    @Test(arguments: [false, true])
    func aCleanStop(_ keeps: Bool) async throws {
        try await field.nft("add table inet others")
        try await field.nft("add chain inet others input { type filter hook input priority 0 ; }")
        let before = try await field.nft("-a list ruleset")
        let guarding = try arena.guarding("45.40.1.1\n", ["SIKKER_KEEP": "\(keeps)"])
        try await guarding.whileRunning { _ async throws in try await field.waitUntil("45.40.1.1", arrives: false) }
        #expect(try await field.arrives(from: "45.40.1.1") == !keeps)
        #expect(guarding.log.has(keeps ? "the rules stay in force" : "the rules are gone"))
        if keeps { try await GuardFlush.run(field.surroundings) }
        #expect(try await field.nft("-a list ruleset") == before)
    }
}
