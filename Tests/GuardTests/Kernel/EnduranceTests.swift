import Blocklists
import Foundation
import Guard
import IPNetworks
import TestClocks
import TestGuards
import TestHosts
import Testing

/// The guard against other programs, restarts and full disks.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(2)))
struct EnduranceTests {
    private let field: Battlefield
    private let folder: Folder

    init() async throws {
        field = try await Battlefield()
        folder = try Folder()
    }

    private func guarding(_ list: String, _ environment: [String: String] = [:]) throws -> RunningGuard {
        let path = try folder.write("mine.txt", list)
        return try RunningGuard(
            environment.merging(["SIKKER_CUSTOM_BLACKLIST": path]) { given, _ in given }, folder: folder,
            surroundings: field.surroundings)
    }

    // MARK: - Safety layer 9

    static let tampering = [
        "flush ruleset", "delete table inet sikkerguard", "flush table inet sikkerguard",
        "delete element inet sikkerguard blocked4.1 { 45.40.1.1 }",
    ]

    @Test(arguments: tampering)
    func whatOthersTakeAwayIsPutBack(_ tampering: String) async throws {
        let guarding = try guarding("45.40.1.1\n45.40.1.3\n")
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            try await field.nft(tampering)
            let healed = try await field.waitUntil("45.40.1.1", arrives: false)
            #expect(healed < .seconds(3), "some milliseconds where the machine is not busy")
            await guarding.log.line(containing: "changed by 'nft'")
            #expect(try await field.arrives(from: "45.40.1.2"))
        }
        #expect(try await field.nft("list ruleset").isEmpty)
    }

    @Test func theTablesOfOthersAreLeftAlone() async throws {
        try await field.nft("add table inet filter")
        try await field.nft("add chain inet filter input { type filter hook input priority 0 ; }")
        try await field.nft("add rule inet filter input udp dport 9 counter drop")
        let before = try await field.nft("list ruleset")
        let guarding = try guarding("45.40.1.1\n")
        try await guarding.whileRunning { _ async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            #expect(try await field.nft("list table inet filter") == before)
            #expect(try await field.nft("list tables").contains("sikkerguard"))
        }
        #expect(try await field.nft("list ruleset") == before)
    }

    // MARK: - Restarts

    /// What a guard leaves when it is killed is what it leaves when it is told to keep its rules. Not one packet passes
    /// from then until long after the next start.
    @Test func aRestartHasNoGap() async throws {
        let guarding = try guarding("45.40.1.1\n45.40.1.3\n", ["SIKKER_KEEP": "true"])
        try await guarding.whileRunning { _ in try await field.waitUntil("45.40.1.1", arrives: false) }
        #expect(try await !field.arrives(from: "45.40.1.1"))
        let made = try await field.nft("-a list table inet sikkerguard")
        let restarted = Restarted()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask {
                while !restarted.isOver {
                    let passes = try await field.arrives(from: "45.40.1.1")
                    #expect(!passes)
                }
            }
            defer { restarted.end() }
            for _ in 0..<2 {
                try await guarding.whileRunning { _ async throws in
                    await guarding.log.line(containing: "mine.txt: the list is up to date")
                    await guarding.log.line(containing: "rules of an earlier guard stand")
                }
            }
        }
        // Nothing was made anew: the same handles.
        let handles = { (text: String) in
            text.split(separator: "\n").filter { $0.contains("# handle") && $0.contains("set ") }
        }
        #expect(handles(try await field.nft("-a list table inet sikkerguard")) == handles(made))

        try await GuardFlush.run(field.surroundings)
        #expect(try await field.nft("list ruleset").isEmpty)
        try await GuardFlush.run(field.surroundings)
    }

    @Test func aStopLeavesNoTraceAndAStartNeedsNoSource() async throws {
        let guarding = try guarding("45.40.1.1\n")
        try await guarding.whileRunning { _ in try await field.waitUntil("45.40.1.1", arrives: false) }
        #expect(try await field.nft("list ruleset").isEmpty)
        // The source is gone; what was in force last is in force again.
        try folder.remove("mine.txt")
        try await guarding.whileRunning { _ async throws in
            #expect(guarding.log.has("as of generation"))
            #expect(try await !field.arrives(from: "45.40.1.1"))
            await guarding.log.line(containing: "does not exist")
            #expect(try await !field.arrives(from: "45.40.1.1"))
        }
    }

    @Test func twoGuardsOnOneFirewallRefuseEachOther() async throws {
        let guarding = try guarding("45.40.1.1\n")
        try await guarding.whileRunning { _ async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            let elsewhere = try Folder()
            let second = try RunningGuard(
                ["SIKKER_CUSTOM_BLACKLIST": folder.path("mine.txt")], folder: elsewhere,
                surroundings: field.surroundings)
            let error = await #expect(throws: GuardError.self) { try await second.whileRunning { _ in } }
            #expect(error?.description.contains("another guard is at work") == true)
            await #expect(throws: GuardError.self) { try await GuardFlush.run(field.surroundings) }
            #expect(try await !field.arrives(from: "45.40.1.1"))
        }
    }

    // MARK: - Disks

    /// A disk of 1 MB, full: protection goes on, and what is missing is written when there is room.
    @Test func aFullDiskCostsNoProtection() async throws {
        let data = folder.path("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try TestCommand.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", data])
        defer { _ = try? TestCommand.run(["umount", "--lazy", data]) }
        try Data(count: 1 << 20 - 64 << 10).write(to: URL(fileURLWithPath: "\(data)/ballast"))
        let many = (0..<20_000).map { "46.\($0 / 250).\($0 % 250).7" }.joined(separator: "\n")
        var guarding = try guarding("45.40.1.1\n\(many)\n")
        let clock = TestWallClock()
        guarding.surroundings.wallClock = clock
        guarding.surroundings.elapsed = clock
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            await guarding.log.line(containing: "No space left")
            var status = try #require(await service.status())
            #expect(status.failure == nil && status.protectedSince != nil)
            try TestCommand.run(["mount", "-o", "remount,size=8m", data])
            let start = ContinuousClock.now
            while status.storageFailure != nil || status.sources.first?.health.storage != nil {
                try #require(ContinuousClock.now - start < Battlefield.patience)
                clock.advance(by: .seconds(61))
                #expect(try await !field.arrives(from: "45.40.1.1"))
                status = try #require(await service.status())
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: data + "/generations").count == 1)
        let lists = try FileManager.default.contentsOfDirectory(atPath: data + "/lists")
        #expect(lists.filter { $0 != "manual.list" }.count == 1, "\(lists)")
    }
}
