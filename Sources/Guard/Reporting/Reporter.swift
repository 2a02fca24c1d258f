import APIClient
package import Blocklists
import Firewall
package import IPNetworks
package import Logging
package import Netlink
package import ThreatModel

/// Reports what was blocked to the server that gave the list.
///
/// The thin shell around ``ReportLedger`` (what), ``ReportCourse`` (when) and ``ReportSpool`` (on disk).
package actor Reporter {
    private var options: ReportingOptions
    private let receiver: any ReportReceiver
    private let mayReport: @Sendable ([IPAddress]) async -> [Bool]
    private let thread: NetlinkThread
    private let clock: any WallClock
    private let logger: Logger
    private let metrics: GuardMetrics

    private var spool: ReportSpool
    private var ledger: ReportLedger
    private var course: ReportCourse
    private var generator = SystemRandomNumberGenerator()
    private var lastSuccess: Timestamp?
    private var failure: String?
    private var storageFailure: String?
    private var isBusy = false

    /// The name of the file in the data folder.
    package static let fileName = "reports"

    /// - Parameters:
    ///   - folder: the guard's data folder.
    ///   - mayReport: whether each of some addresses may be reported now; not those that the user never wants blocked.
    ///   - thread: for nothing that must not wait: files are written there.
    package init(
        _ options: ReportingOptions, to receiver: any ReportReceiver, folder: StoredFolder, thread: NetlinkThread,
        mayReport: @escaping @Sendable ([IPAddress]) async -> [Bool], clock: any WallClock = SystemClock(),
        logger: Logger, metrics: GuardMetrics
    ) {
        self.options = options
        self.receiver = receiver
        self.mayReport = mayReport
        self.thread = thread
        self.clock = clock
        self.logger = logger
        self.metrics = metrics
        spool = ReportSpool(folder.file(Self.fileName))
        ledger = ReportLedger(day: clock.now.day)
        course = ReportCourse(options, startedAt: clock.now)
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

    package var status: ReportingStatus {
        ReportingStatus(
            isEnabled: options.isEnabled, waiting: ledger.waiting.count, reportedToday: ledger.reported.count,
            next: options.isEnabled ? course.notBefore : nil, lastSuccess: lastSuccess, failure: failure,
            storageFailure: storageFailure)
    }

    /// These hold from now on. What waits goes on waiting while nothing is reported.
    func adopt(_ options: ReportingOptions) {
        self.options = options
        course.adopt(options, at: clock.now)
    }

    /// Takes up what an earlier process left.
    package func load() {
        do throws(BlocklistError) {
            if let found = try spool.load(today: clock.now.day) { ledger = found }
        } catch {
            logger.warning("What was to be reported is lost: \(error)")
        }
    }

    /// Takes what was dropped. In log-only mode nothing was.
    ///
    /// - Parameter kind: what a report is about an address that these sources list.
    package func note(_ round: BlockRound, kind: ([SourceIdentity]) -> ReportKind) {
        guard options.isEnabled else { return }
        ledger.turn(to: round.time.day)
        let counts = round.flows.filter { $0.mode == .drop && $0.flow.source.isListable }.map { blocked in
            ReportableCount(
                address: blocked.flow.source,
                port: ReportedPort(transport: blocked.flow.transport, port: blocked.flow.destinationPort),
                packets: blocked.packets, kind: kind(blocked.sources))
        }
        let taken = ledger.note(counts)
        store { (spool, ledger) throws(BlocklistError) in try spool.append(taken, of: ledger) }
    }

    /// Sees to it that what was noted survives a power failure: a second after it was noted, and all of it at once. To be
    /// called every second.
    package func synchronise() {
        guard spool.isAhead else { return }
        store { (spool, ledger) throws(BlocklistError) in try spool.synchronise(ledger) }
    }

    /// Sends what is due. To be called every second.
    package func tick() async {
        // A batch may be under way: an actor is free while it waits.
        guard options.isEnabled, !isBusy else { return }
        isBusy = true
        defer { isBusy = false }
        ledger.turn(to: clock.now.day)
        let lost = ledger.takeLost()
        if lost > 0 {
            metrics.countReports(lost, .lost)
            logger.notice(
                "Addresses that are not reported, because they waited too long or were too many: \(lost.grouped)")
        }
        while !Task.isCancelled {
            switch course.step(waiting: ledger.waiting.count, at: clock.now) {
            case .rest: return
            case .askQuota: await askQuota()
            case .send(let count): await send(count)
            }
        }
    }

    // MARK: - One step

    private func askQuota() async {
        do throws(APIError) {
            let quota = try await receiver.reportQuota()
            let mayGoOn = course.learned(quota, at: clock.now, using: &generator)
            if !mayGoOn { say("the part of the key's daily reports that is the guard's is used up", .notice) }
        } catch {
            _ = failed(error, of: 0)
        }
    }

    private func send(_ count: Int) async {
        let candidates = ledger.next(count)
        let permissions = await mayReport(candidates.map(\.address))
        let batch = zip(candidates, permissions).filter(\.1).map(\.0)
        ledger.forget(zip(candidates, permissions).filter { !$0.1 }.map(\.0.address))
        guard !batch.isEmpty else {
            // Today's room is used up, or none of them may be reported.
            if candidates.isEmpty {
                _ = failed(.quota(retryAfter: nil, sentence: "too many addresses in a day"), of: 0)
            }
            return
        }
        do throws(APIError) {
            let receipt = try await receiver.report(batch.map(\.report))
            let (settled, refused) = course.delivered(receipt, of: batch.count, at: clock.now, using: &generator)
            ledger.settle(settled.map { batch[$0].address })
            refuse(refused.map { batch[$0] }, receipt.refusals.first?.sentence ?? "no reason given")
            metrics.countReports(settled.count, .accepted)
            lastSuccess = clock.now
            failure = nil
            if !settled.isEmpty { logger.info("Blocked addresses reported to the server: \(settled.count.grouped)") }
        } catch {
            if failed(error, of: batch.count) { refuse(batch, "\(error)") }
        }
        store { (spool, ledger) throws(BlocklistError) in try spool.replace(with: ledger) }
    }

    /// What the server does not want is not offered again today.
    private func refuse(_ reports: [WaitingReport], _ reason: String) {
        guard !reports.isEmpty else { return }
        ledger.settle(reports.map(\.address))
        metrics.countReports(reports.count, .refused)
        logger.warning("Reports that the server refused: \(reports.count.grouped), for example because \(reason)")
    }

    private func failed(_ error: APIError, of count: Int) -> Bool {
        let isGivenUp = course.failed(error, of: count, at: clock.now, using: &generator)
        switch error {
        case .cancelled: break
        case .quota: say("\(error)", .notice)
        case .invalid, .unreachable, .timeout, .unauthorised, .forbidden, .requestTooLarge, .rejected, .serverFault,
            .responseTooLarge, .notJSON:
            say("\(error)", .warning)
        }
        return isGivenUp
    }

    private func say(_ reason: String, _ level: Logger.Level) {
        if failure != reason { logger.log(level: level, "Reports wait: \(reason)") }
        failure = reason
    }

    private func store(_ work: (inout ReportSpool, ReportLedger) throws(BlocklistError) -> Void) {
        do throws(BlocklistError) {
            try work(&spool, ledger)
            storageFailure = nil
        } catch {
            if storageFailure == nil { logger.error("\(error) What is to be reported is only in memory") }
            storageFailure = error.description
        }
    }
}
