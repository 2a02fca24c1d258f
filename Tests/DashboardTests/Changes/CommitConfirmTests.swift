import Blocklists
import Foundation
import Guard
import IPNetworks
import TestClocks
import TestGuards
import Testing

@testable import Dashboard

/// Safety layer 6: whoever cuts themselves off gets back in.
@Suite(.timeLimit(.minutes(2)))
struct CommitConfirmTests {
    private let own = "45.60.0.2"
    private let block = ["entry": "45.60.0.0/16", "comment": "too much"]

    @Test func nobodyConfirms() async throws {
        try await ServedOffice.whileServing { served in
            let before = await served.state()
            let receipt = try await served.make("block", block, by: try served.visitor(own))
            #expect(receipt.confirmBy != nil)
            try await served.guarded.blocks(IPAddressSet("45.40.0.1", "45.60.0.0/16"))
            served.elapsed.advance(by: .seconds(59))
            await served.office.tick()
            #expect(await served.office.unconfirmed?.secondsLeft == 1)
            #expect(await served.state() != before)
            served.elapsed.advance(by: .seconds(1))
            await served.office.tick()
            #expect(await served.state() == before)
            #expect(await served.office.unconfirmed?.state == .reverted)
            try await served.guarded.blocks(IPAddressSet("45.40.0.1"))
            #expect(!FileManager.default.fileExists(atPath: file(of: served)))
            #expect(served.guarded.guarding.log.has("nobody confirmed was taken back"))
        }
    }

    @Test func theAuthorConfirmsOverANewConnection() async throws {
        try await ServedOffice.whileServing { served in
            let author = try served.visitor(own)
            _ = try await served.make("block", block, by: author)
            #expect(FileManager.default.fileExists(atPath: file(of: served)))
            #expect(await served.office.mustReconnect(author.address, connected: author.connected))
            let old = await #expect(throws: DashboardProblem.self) { try await served.office.confirm(by: author) }
            #expect(old?.kind == .conflict && old?.sentence.contains("open before the change") == true)
            served.elapsed.advance(by: .seconds(5))
            let other = try served.visitor("45.61.0.2")
            await #expect(throws: DashboardProblem.self) { try await served.office.confirm(by: other) }
            let viewer = try served.visitor(own, .viewer)
            await #expect(throws: DashboardProblem.self) { try await served.office.confirm(by: viewer) }
            let new = try served.visitor(own)
            #expect(await !served.office.mustReconnect(new.address, connected: new.connected))
            _ = try await served.office.confirm(by: new)
            #expect(await served.office.unconfirmed?.state == .confirmed)
            #expect(!FileManager.default.fileExists(atPath: file(of: served)))
            served.elapsed.advance(by: .seconds(600))
            await served.office.tick()
            #expect(await served.desk.manualBlocks().count == 1)
        }
    }

    @Test func theAuthorTakesItBack() async throws {
        try await ServedOffice.whileServing { served in
            let author = try served.visitor(own)
            let before = await served.state()
            // In the way in which every change is undone.
            let receipt = try await served.make("block", block, by: author)
            _ = try await served.office.make(try #require(receipt.undo), by: author)
            #expect(await served.office.unconfirmed?.state == .reverted)
            _ = try await served.make("block", block, by: author)
            _ = try await served.office.withdraw(by: author)
            #expect(await served.state() == before)
            await #expect(throws: DashboardProblem.self) { try await served.office.withdraw(by: author) }
            // What waits for nothing any more does nothing.
            _ = try await served.make("block", ["entry": "45.61.0.0/16"], by: author)
            served.elapsed.advance(by: .seconds(61))
            await served.office.tick()
            #expect(await served.desk.manualBlocks().count == 1)
        }
    }

    @Test func onlyOneWaitsAtATime() async throws {
        try await ServedOffice.whileServing { served in
            let author = try served.visitor(own)
            _ = try await served.make("block", block, by: author)
            let other = try served.visitor("45.61.0.2")
            let problem = await #expect(throws: DashboardProblem.self) {
                try await served.make("block", ["entry": "45.61.0.2"], by: other)
            }
            #expect(problem?.kind == .conflict)
            // What cuts nobody off need not wait.
            #expect(try await served.make("block", ["entry": "45.62.0.2"], by: other).confirmBy == nil)
        }
    }

    @Test func changesThatCutNobodyOffNeedNoConfirmation() async throws {
        try await ServedOffice.whileServing("whitelist: [45.60.0.2]\n", list: "45.63.0.1\n") { served in
            try await served.guarded.blocks(IPAddressSet("45.63.0.1"))
            // On this machine; on the allowlist; in a network of this host; listed already.
            for address in ["127.0.0.1", "::1", own, "45.41.0.77", "45.63.0.1"] {
                let visitor = try served.visitor(address)
                let entry = address == own ? "45.60.0.0/16" : address
                #expect(try await served.make("block", ["entry": entry], by: visitor).confirmBy == nil, "\(address)")
            }
        }
    }

    @Test func whoeverIsListedMayNotLoseTheirPlaceOnTheAllowlist() async throws {
        try await ServedOffice.whileServing(list: "45.60.0.0/16\n") { served in
            try await served.guarded.blocks(IPAddressSet("45.60.0.0/16"))
            let (author, here) = (try served.visitor(own), try served.visitor("127.0.0.1"))
            _ = try await served.make("allow", ["entry": own, "comment": "me"], by: here)
            _ = try await served.make("set", ["name": "whitelist", "value": "45.60.0.3"], by: here)
            let before = await served.state()
            let changes: [(String, [String: String])] = [
                ("disallow", ["entry": own]),
                ("import", ["list": "allow", "text": "friend.example\n", "replace": "true"]),
            ]
            for (change, fields) in changes {
                #expect(try await served.make(change, fields, by: author).confirmBy != nil, "\(change)")
                #expect(await served.state() != before)
                served.elapsed.advance(by: .seconds(60))
                await served.office.tick()
                #expect(await served.state() == before, "\(change)")
            }
            let other = try served.visitor("45.60.0.3")
            let receipt = try await served.make("set", ["name": "whitelist", "value": "45.60.0.4"], by: other)
            #expect(receipt.confirmBy != nil)
            served.elapsed.advance(by: .seconds(60))
            await served.office.tick()
            #expect(await served.desk.configuration.whitelist.map { "\($0)" } == ["45.60.0.3"])
        }
    }

    @Test func aGuardThatIsKilledMeanwhileTakesItBackWhenItStarts() async throws {
        try await ServedOffice.whileServing { served in
            let before = await served.state()
            _ = try await served.make("block", block, by: try served.visitor(own))
            let restarted = served.another()
            await restarted.tick()
            #expect(await served.state() == before)
            #expect(!FileManager.default.fileExists(atPath: file(of: served)))
            // Once.
            _ = try await served.make("block", block, by: try served.visitor("127.0.0.1"))
            await served.another().tick()
            #expect(await served.desk.manualBlocks().count == 1)
        }
    }

    @Test func whatCutsOffOnlyLaterIsTakenBackToo() async throws {
        try await ServedOffice.whileServing(changes: [LateChange.self, UnblockChange.self]) { served in
            let author = try served.visitor(own)
            #expect(try await served.make("late", ["entry": own], by: author).confirmBy == nil)
            try await served.guarded.blocks(IPAddressSet("45.40.0.1", "45.60.0.2"))
            await served.office.tick()
            #expect(await served.office.unconfirmed?.state == .waiting)
            served.elapsed.advance(by: .seconds(60))
            await served.office.tick()
            try await served.guarded.blocks(IPAddressSet("45.40.0.1"))
        }
    }

    /// Whoever looks on first and protects then may be on a list.
    @Test func whoeverIsListedMayNotEndAPauseOrBeginToProtect() async throws {
        try await ServedOffice.whileServing("log_only: false\n", list: "45.60.0.0/16\n") { served in
            try await served.guarded.blocks(IPAddressSet("45.60.0.0/16"))
            let author = try served.visitor(own)
            _ = try await served.make("pause", ["for": "1h"], by: author)
            // What changes nothing about it needs no confirmation, though its author is listed.
            #expect(try await served.make("block", ["entry": "45.61.0.1"], by: author).confirmBy == nil)
            #expect(try await served.make("resume", [:], by: author).confirmBy != nil)
            #expect(await served.service.status()?.pausedUntil == nil)
            served.elapsed.advance(by: .seconds(60))
            await served.office.tick()
            #expect(await served.service.status()?.pausedUntil != nil)
        }
        try await ServedOffice.whileServing(list: "45.60.0.0/16\n") { served in
            try await served.guarded.blocks(IPAddressSet("45.60.0.0/16"))
            let (author, here) = (try served.visitor(own), try served.visitor("127.0.0.1"))
            _ = try await served.make("set", ["name": "log_only", "value": "true"], by: here)
            #expect(try await served.make("block", ["entry": own], by: author).confirmBy == nil)
            for (change, fields) in [
                ("unset", ["name": "log_only"]), ("set", ["name": "log_only", "value": "false"]),
                ("import-settings", ["settings": "log_only: false\n"]),
                ("import-settings", ["settings": "{}", "replace": "true"]),
            ] {
                #expect(try await served.make(change, fields, by: author).confirmBy != nil, "\(change)")
                #expect(await !served.desk.configuration.isLogOnly)
                served.elapsed.advance(by: .seconds(60))
                await served.office.tick()
                #expect(await served.desk.configuration.isLogOnly, "\(change)")
            }
            #expect(try await served.make("unset", ["name": "log_only"], by: here).confirmBy == nil)
        }
    }

    /// Its list is read and merged after it was switched on.
    @Test(arguments: ["source-on", "unset", "import-settings"])
    func aSourceThatIsSwitchedOnMayCutOffLater(_ change: String) async throws {
        try await ServedOffice.whileServing(list: "45.60.0.0/16\n") { served in
            try await served.guarded.blocks(IPAddressSet("45.60.0.0/16"))
            let listings = await served.desk.configuration.sourceListings
            let source = try #require(listings.first { $0.kind != .manual }).identity.id
            _ = try await served.make("source-off", ["source": source], by: try served.visitor("127.0.0.1"))
            try await served.guarded.blocks(nobody)
            let fields = [
                "source-on": ["source": source], "unset": ["name": "sources.off"],
                "import-settings": ["settings": "sources: {off: []}"],
            ]
            let author = try served.visitor(own)
            let receipt = try await served.make(change, try #require(fields[change]), by: author)
            #expect(receipt.confirmBy == nil)
            // Other settings that are changed meanwhile have nothing to do with it.
            _ = try await served.make("set", ["name": "log.level", "value": "debug"], by: author)
            try await served.guarded.blocks(IPAddressSet("45.60.0.0/16"))
            await served.office.tick()
            #expect(await served.office.unconfirmed?.state == .waiting)
            served.elapsed.advance(by: .seconds(60))
            await served.office.tick()
            try await served.guarded.blocks(nobody)
            // A file that was taken over leaves everything as it was before it.
            let kept = change == "import-settings" ? nil : "debug"
            #expect(await served.desk.standing(ofSetting: "log.level")?.kept == kept)
        }
    }

    /// One after the other, for as long as somebody is cut off.
    @Test func ofSeveralChangesTheLatestIsTakenBackFirst() async throws {
        try await ServedOffice.whileServing(changes: [LateChange.self, UnblockChange.self]) { served in
            let author = try served.visitor(own)
            for entry in ["45.61.0.1", "45.62.0.1"] { _ = try await served.make("late", ["entry": entry], by: author) }
            _ = try await served.desk.block("45.60.0.0/16", for: nil, comment: nil)
            for left in [["45.40.0.1", "45.60.0.0/16", "45.61.0.1"], ["45.40.0.1", "45.60.0.0/16"]] {
                await served.office.tick()
                #expect(await served.office.unconfirmed?.state == .waiting)
                served.elapsed.advance(by: .seconds(60))
                await served.office.tick()
                #expect(await served.office.unconfirmed?.state == .reverted)
                try await served.guarded.blocks(IPAddressSet(left.compactMap { IPRange($0) }))
            }
            await served.office.tick()
            #expect(await served.office.unconfirmed?.state == .reverted)
        }
    }

    private let nobody = IPAddressSet([IPRange]())

    private func file(of served: ServedOffice) -> String { served.guarded.folder.path("data/unconfirmed.json") }
}

/// Blocks somebody, as a setting might do whose lists are still to come.
private struct LateChange: DashboardChange {
    static let name = "late"
    static let fields = ["entry"]

    let entry: String

    init(_ fields: ChangeFields) throws(DashboardProblem) { entry = try fields.required("entry") }

    var mayCutLater: Bool { true }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        let receipt = try await guarded.desk.block(entry, for: nil, comment: nil)
        return ChangeReceipt(
            message: receipt.message, undo: ChangeOrder(change: UnblockChange.name, fields: ["entry": entry]))
    }
}

extension IPAddressSet {
    fileprivate init(_ entries: String...) { self.init(entries.compactMap { IPRange($0) }) }
}
