import Blocklists
import Guard
import IPNetworks
import TestClocks
import TestGuards
import Testing
import ThreatModel

@testable import Dashboard

/// A guard at work and the office where changes are made, without HTTP, with a clock that the test moves.
struct ServedOffice {
    let office: ChangeOffice
    let service: GuardService
    let desk: ControlDesk
    let guarded: ServedGuard
    let elapsed: TestWallClock

    /// - Parameters:
    ///   - settings: beside a list.
    ///   - list: the addresses on it.
    static func whileServing(
        _ settings: String = "", list: String = "45.40.0.1\n",
        changes: [any DashboardChange.Type] = DashboardRegistry.changes,
        _ body: (ServedOffice) async throws -> Void
    ) async throws {
        let served = try ServedGuard("custom_blacklist: [LIST]\n" + settings, list: list)
        try await served.whileRunning { service in
            let elapsed = TestWallClock()
            try await body(
                ServedOffice(
                    office: office(of: service, changes, elapsed, served), service: service,
                    desk: try #require(service.orders), guarded: served, elapsed: elapsed))
        }
    }

    /// As it is after a restart.
    func another() -> ChangeOffice { Self.office(of: service, DashboardRegistry.changes, elapsed, guarded) }

    private static func office(
        of service: GuardService, _ changes: [any DashboardChange.Type], _ elapsed: TestWallClock,
        _ served: ServedGuard
    ) -> ChangeOffice {
        let logger = served.guarding.log.logger
        let (lookups, live) = (Lookups(service, logger: logger), LiveFeed(clock: SystemClock()))
        return ChangeOffice(
            changes, clock: TestClock(), wallClock: SystemClock(), elapsed: elapsed,
            recorder: ChangeRecorder(record: service.changes, clock: SystemClock(), logger: logger), logger: logger
        ) { () throws(DashboardProblem) in try GuardAtWork(service, lookups, live) }
    }

    /// Somebody, over a connection that is made at this moment.
    func visitor(_ text: String, _ role: Role = .administrator) throws -> Visitor {
        let address: IPAddress = try #require(IPAddress(text))
        return Visitor(role: role, name: role.rawValue, address: address, connected: elapsed.now, formToken: nil)
    }

    func make(_ change: String, _ fields: [String: String], by visitor: Visitor) async throws -> ChangeReceipt {
        try await office.make(ChangeOrder(change: change, fields: fields), by: visitor)
    }

    /// What is blocked and allowed by hand, and what was kept of settings.
    func state() async -> [String] {
        let blocks = await desk.manualBlocks().map { "\($0.range) \($0.until?.rfc3339 ?? "") \($0.comment)" }
        let allows = await desk.manualAllows().map { "\($0.entry) \($0.until?.rfc3339 ?? "") \($0.comment ?? "")" }
        let score = await desk.standing(ofSetting: "score_minimum")
        let paused = await service.status()?.pausedUntil
        return blocks.sorted() + allows.sorted() + [
            score?.kept ?? "", score?.shown ?? "", paused == nil ? "" : "paused",
        ]
    }
}
