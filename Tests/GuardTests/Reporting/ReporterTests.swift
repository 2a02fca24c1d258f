import APIClient
import Blocklists
import Firewall
import IPNetworks
import Netlink
import Observability
import TestClocks
import TestGuards
import Testing
import ThreatModel

@testable import Guard

/// Reporting back, as the guard does it, to a server that is played.
@Suite(.timeLimit(.minutes(1)))
struct ReporterTests {
    private let folder: Folder
    private let clock = TestWallClock()
    private let log = LogBook()
    private let options = ReportingOptions()

    init() throws { folder = try Folder() }

    /// As after a start: what an earlier one left is taken up.
    private func reporter(
        _ server: PlayedReportServer, _ options: ReportingOptions? = nil, notReported: Set<IPAddress> = []
    ) async throws -> Reporter {
        let reporter = Reporter(
            options ?? self.options, to: server, folder: StoredFolder(folder.path), thread: try NetlinkThread(),
            mayReport: { $0.map { !notReported.contains($0) } }, clock: clock, logger: log.logger,
            metrics: GuardMetrics(MetricsRegistry()))
        await reporter.load()
        return reporter
    }

    private func round(
        _ flows: (String, UInt16, Int)..., mode: FirewallPolicy.Mode = .drop, source: SourceIdentity = .first
    ) throws -> BlockRound {
        BlockRound(
            time: clock.now,
            flows: try flows.map {
                BlockedPackets(
                    flow: BlockedFlow(source: try address($0), transport: 6, destinationPort: $1), mode: mode,
                    packets: $2, sources: [source])
            }, mode: mode)
    }

    private func echo(_ sources: [SourceIdentity]) -> ReportKind { BlockRecords.kind(of: sources, own: [.second]) }

    /// What was noted is on disk before a second is over, even if its file went in between.
    @Test func whatWasNotedIsSeenToBeOnDisk() async throws {
        let server = PlayedReportServer()
        let reporter = try await reporter(server)
        await reporter.note(try round(("45.40.0.1", 22, 12)), kind: echo)
        await reporter.note(try round(("45.40.0.2", 22, 12)), kind: echo)
        try StoredFolder(folder.path).file(Reporter.fileName).remove()
        await reporter.synchronise()
        #expect(await reporter.status.storageFailure == nil)
        let later = try await self.reporter(server)
        #expect(await later.status.waiting == 2)
    }

    @Test func aRoundIsOneReportAnAddress() async throws {
        let server = PlayedReportServer()
        let reporter = try await reporter(server)
        await reporter.note(try round(("45.40.0.1", 22, 12), ("45.40.0.2", 443, 1)), kind: echo)
        await reporter.note(try round(("45.40.0.1", 80, 3)), kind: echo)
        await reporter.tick()
        #expect(server.batches.isEmpty)
        clock.advance(by: options.interval)
        await reporter.tick()
        #expect(
            server.reports == [
                Report(
                    address: try address("45.40.0.1"), category: .bruteForce, protocolName: "ssh",
                    comment: "sikker-guard: 15 packets blocked on 2023-11-14 (12 to 22/tcp, 3 to 80/tcp)",
                    kind: .listBlock),
                Report(
                    address: try address("45.40.0.2"), category: .webExploit, protocolName: "http",
                    comment: "sikker-guard: 1 packet blocked on 2023-11-14 (1 to 443/tcp)", kind: .listBlock),
            ])
        let status = await reporter.status
        #expect(status.waiting == 0 && status.reportedToday == 2 && status.failure == nil)
    }

    @Test func whatTheUsersOwnListsCaughtWasSeen() async throws {
        let server = PlayedReportServer()
        let reporter = try await reporter(server)
        await reporter.note(try round(("45.40.0.1", 22, 1)), kind: echo)
        await reporter.note(try round(("45.40.0.2", 22, 1), source: .second), kind: echo)
        clock.advance(by: options.interval)
        await reporter.tick()
        #expect(server.reports.map(\.kind) == [.observed, .listBlock])
    }

    @Test func anAddressIsReportedOnceADay() async throws {
        let server = PlayedReportServer()
        // A little after midnight.
        clock.advance(by: .seconds(2 * 3600))
        let reporter = try await reporter(server)
        for _ in 0..<5 {
            await reporter.note(try round(("45.40.0.1", 22, 1)), kind: echo)
            clock.advance(by: options.interval)
            await reporter.tick()
        }
        #expect(server.reports.count == 1)
        clock.advance(by: .seconds(86_400))
        await reporter.note(try round(("45.40.0.1", 22, 1)), kind: echo)
        await reporter.tick()
        #expect(server.reports.count == 2)
        #expect(server.reports.last?.comment?.contains("1 packet blocked on 2023-11-16") == true)
    }

    @Test func whoIsNeverBlockedIsNeverReported() async throws {
        let server = PlayedReportServer()
        let reporter = try await reporter(server, notReported: [try address("45.40.0.1")])
        await reporter.note(
            try round(("45.40.0.1", 22, 1), ("10.0.0.1", 22, 1), ("192.0.2.1", 22, 1), ("45.40.0.2", 22, 1)), kind: echo
        )
        clock.advance(by: options.interval)
        await reporter.tick()
        #expect(server.reports.map(\.address) == [try address("45.40.0.2")])
        #expect(await reporter.status.waiting == 0)
    }

    @Test func whatWasOnlySeenIsNotReported() async throws {
        let server = PlayedReportServer()
        let reporter = try await reporter(server)
        await reporter.note(try round(("45.40.0.1", 22, 1), mode: .logOnly), kind: echo)
        clock.advance(by: options.interval)
        await reporter.tick()
        #expect(server.quotaQuestions == 0)
    }

    @Test func oneSwitchTurnsItOff() async throws {
        let server = PlayedReportServer()
        let reporter = try await reporter(server, ReportingOptions(isEnabled: false))
        await reporter.note(try round(("45.40.0.1", 22, 1)), kind: echo)
        clock.advance(by: options.interval)
        await reporter.tick()
        #expect(server.quotaQuestions == 0 && server.batches.isEmpty)
    }

    @Test func partOfTheQuotaIsLeftToOthers() async throws {
        let server = PlayedReportServer(limit: 10, used: 3)
        let reporter = try await reporter(server)
        for number in 1...9 { await reporter.note(try round(("45.40.0.\(number)", 22, number)), kind: echo) }
        clock.advance(by: options.interval)
        await reporter.tick()
        // 10 less the reserve of 2 less the 3 that are gone; those that knocked most.
        #expect(server.reports.map(\.address) == (5...9).reversed().compactMap { IPAddress("45.40.0.\($0)") })
        clock.advance(by: options.interval)
        await reporter.tick()
        #expect(server.reports.count == 5)
        // The rest goes the next day.
        server.startAnew()
        clock.advance(by: .seconds(86_400))
        await reporter.tick()
        #expect(server.reports.count == 9)
    }

    @Test func aQuotaThatIsUsedUpEndsTheDay() async throws {
        let server = PlayedReportServer()
        let reporter = try await reporter(server)
        await reporter.note(try round(("45.40.0.1", 22, 1)), kind: echo)
        clock.advance(by: options.interval)
        server.fail(.quota(retryAfter: .seconds(3 * 3600), sentence: "that was all"))
        await reporter.tick()
        clock.advance(by: .seconds(3 * 3600 - 1))
        await reporter.tick()
        #expect(server.quotaQuestions == 1)
        #expect(log.has("that was all"))
        clock.advance(by: .seconds(3))
        await reporter.tick()
        #expect(server.reports.count == 1)
        #expect(await reporter.status.failure == nil)
    }

    /// Another program may spend what was left between the question and the batch.
    @Test func rowsForWhichNoQuotaIsLeftGoTheNextDay() async throws {
        let server = PlayedReportServer(limit: 4, used: 0)
        let reporter = try await reporter(server, ReportingOptions(reserve: 0))
        for number in 1...6 { await reporter.note(try round(("45.40.0.\(number)", 22, 1)), kind: echo) }
        clock.advance(by: options.interval)
        await reporter.tick()
        #expect(server.reports.count == 4)
        #expect(await reporter.status.waiting == 2)
        server.startAnew()
        clock.advance(by: .seconds(86_400))
        await reporter.tick()
        #expect(Set(server.reports.map(\.address)).count == 6)
    }

    @Test func aRowThatIsRefusedDoesNotStopTheOthers() async throws {
        let server = PlayedReportServer()
        server.refuse(try address("45.40.0.2"))
        let reporter = try await reporter(server)
        await reporter.note(try round(("45.40.0.1", 22, 3), ("45.40.0.2", 22, 2), ("45.40.0.3", 22, 1)), kind: echo)
        clock.advance(by: options.interval)
        await reporter.tick()
        #expect(server.reports.map(\.address) == [try address("45.40.0.1"), try address("45.40.0.3")])
        #expect(await reporter.status.waiting == 0)
        #expect(log.has("refused: 1, for example because not that one"))
    }

    @Test(arguments: [
        APIError.unreachable(server: "s", reason: "refused"), .timeout(server: "s"),
        .serverFault(status: 503, retryAfter: .seconds(7), sentence: "starting"),
    ])
    func aServerThatIsAwayIsTriedAgain(_ failure: APIError) async throws {
        let server = PlayedReportServer()
        let reporter = try await reporter(server)
        await reporter.note(try round(("45.40.0.1", 22, 1)), kind: echo)
        clock.advance(by: options.interval)
        server.fail(failure, failure, failure)
        var seconds = 0
        while server.batches.isEmpty, seconds < 120 {
            await reporter.tick()
            clock.advance(by: .seconds(1))
            seconds += 1
        }
        #expect(server.reports.count == 1)
        #expect(seconds > 10, "5, 10 and 20 seconds, of which half is drawn")
        #expect(log.lines.count { $0.contains("Reports wait") } == 1)
    }

    @Test func aKeyThatMayNotReportIsNotTriedForEver() async throws {
        let server = PlayedReportServer()
        let reporter = try await reporter(server)
        await reporter.note(try round(("45.40.0.1", 22, 1)), kind: echo)
        clock.advance(by: options.interval)
        server.fail(.forbidden("not you"))
        for _ in 0..<100 {
            await reporter.tick()
            clock.advance(by: .seconds(1))
        }
        #expect(server.quotaQuestions == 1)
        #expect(await reporter.status.failure?.contains("not you") == true)
    }

    // MARK: - The disk

    @Test func aNewProcessReportsWhatTheLastOneSaw() async throws {
        let server = PlayedReportServer()
        let first = try await reporter(server)
        await first.note(try round(("45.40.0.1", 22, 2)), kind: echo)
        await first.note(try round(("45.40.0.1", 22, 3), ("2600:40::1", 53, 1)), kind: echo)
        // Killed: nothing but the file is left.
        let second = try await reporter(server)
        #expect(await second.status.waiting == 2)
        clock.advance(by: options.interval)
        await second.tick()
        #expect(server.reports.map(\.comment).first??.contains("5 packets") == true)
        // And once more: the day's reports are known.
        let third = try await reporter(server)
        await third.note(try round(("45.40.0.1", 22, 2)), kind: echo)
        #expect(await third.status.waiting == 0)
        #expect(await third.status.reportedToday == 2)
    }

    @Test func killedBetweenTheReportAndItsAnswerItReportsAgain() async throws {
        let server = PlayedReportServer()
        server.loseAnswers(1)
        let first = try await reporter(server)
        await first.note(try round(("45.40.0.1", 22, 2)), kind: echo)
        clock.advance(by: options.interval)
        await first.tick()
        #expect(server.reports.count == 1)
        let second = try await reporter(server)
        clock.advance(by: options.interval)
        await second.tick()
        await second.tick()
        #expect(server.reports.count == 2)
        #expect(Set(server.reports).count == 1)
    }

    @Test func aFileThatIsDamagedIsSaidToBe() async throws {
        try folder.write(Reporter.fileName, "no spool")
        let server = PlayedReportServer()
        let reporter = try await reporter(server)
        #expect(log.has("What was to be reported is lost"))
        await reporter.note(try round(("45.40.0.1", 22, 2)), kind: echo)
        #expect(await reporter.status.storageFailure == nil)
        let second = try await self.reporter(server)
        #expect(await second.status.waiting == 1)
    }

    @Test func withoutADiskItReportsFromMemory() async throws {
        let server = PlayedReportServer()
        let reporter = Reporter(
            options, to: server, folder: StoredFolder("/proc/no-such-folder"), thread: try NetlinkThread(),
            mayReport: { $0.map { _ in true } }, clock: clock, logger: log.logger,
            metrics: GuardMetrics(MetricsRegistry()))
        await reporter.load()
        await reporter.note(try round(("45.40.0.1", 22, 2)), kind: echo)
        #expect(await reporter.status.storageFailure != nil)
        clock.advance(by: options.interval)
        await reporter.tick()
        #expect(server.reports.count == 1)
        #expect(log.lines.count { $0.contains("only in memory") } == 1)
    }
}
