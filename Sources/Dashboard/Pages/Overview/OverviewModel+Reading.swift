import Blocklists
import Firewall
import Guard
import ThreatModel

extension OverviewModel {
    /// Asks the kernel, the sources and the history.
    init(_ span: HistorySpan, of guarded: GuardAtWork) async throws(DashboardProblem) {
        // Of what is said about the kernel, the kernel is asked; the rest is of the same moment.
        let report = await guarded.desk.status()
        guard let status = await guarded.service.status() else { throw .starting }
        self.span = span
        standing = Standing(report, status)
        entries = Entries(
            addresses4: status.entries[.blocked4], addresses6: status.entries[.blocked6],
            networks4: status.entries[.networks4], networks6: status.entries[.networks6])
        var selection = LiveSelection()
        selection.most = Self.latestLength
        latest = await LiveModel.newest(selection, of: guarded)
        reports = await guarded.service.reportingStatus().map { Reports($0) }
        do throws(HistoryProblem) {
            history = try await OverviewHistory(span, of: guarded)
        } catch {
            historyFailure = await Self.reason(error, guarded.history)
        }
        let packets = Dictionary(
            history?.lists.compactMap { list in list.id.map { ($0, list.packets) } } ?? [], uniquingKeysWith: +)
        let hasHistory = history != nil
        sources = status.sources.map { Source($0, packets: hasHistory ? packets[$0.identity.id] ?? 0 : nil) }
    }

    /// The history is not there for a while after a start, and knows better than a question why it is not.
    private static func reason(_ problem: HistoryProblem, _ history: GuardHistory) async -> String {
        switch await history.condition {
        case .starting: "the history is being opened"
        case .failing(let reason): reason
        case .off, .open: problem.description
        }
    }

    /// Addresses and networks that the kernel drops packets of, as far as it counts.
    var addresses: Int { (entries.addresses4 ?? 0) + (entries.addresses6 ?? 0) }
    var networks: Int { (entries.networks4 ?? 0) + (entries.networks6 ?? 0) }
}

extension OverviewModel.Standing {
    init(_ report: StatusReport, _ status: GuardStatus) {
        var warnings: [String] = []
        if let refused = status.refusedChange { warnings.append("\(refused)") }
        if let problem = status.storageFailure { warnings.append("The newest lists are not on disk: \(problem)") }
        self.init(
            state: report.state, summary: report.summary, backend: report.backend, generation: report.generation,
            verified: status.verified.map { Moment($0) }, since: status.protectedSince.map { Moment($0) },
            pausedUntil: status.pausedUntil.map { Moment($0) }, isInStep: status.isInStep, restores: status.restores,
            warnings: warnings)
    }
}

extension OverviewModel.Source {
    init(_ source: GuardStatus.Source, packets: Int?) {
        let report = StatusReport.Source(source)
        let again: Timestamp? =
            switch source.health.state {
            case .waiting, .current, .live: nil
            case .refused(_, let again), .failing(_, let again): again
            }
        let state = SourcesModel.State(source.health.state)
        self.init(
            id: report.id, name: report.name, state: state,
            reason: report.reason ?? report.storage ?? report.warnings.first,
            isHealthy: state.isGood && report.storage == nil, entries: source.entries.map { $0.v4 + $0.v6 },
            confirmed: source.health.confirmed.map { Moment($0) }, next: again.map { Moment($0) }, packets: packets)
    }
}

extension OverviewModel.Reports {
    init(_ status: ReportingStatus) {
        self.init(
            isEnabled: status.isEnabled, today: status.reportedToday, waiting: status.waiting,
            next: status.next.map { Moment($0) }, failure: status.failure)
    }
}
