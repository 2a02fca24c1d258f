import Blocklists
import ThreatModel

/// Whoever takes what was blocked: the history, and the reports to the server.
struct BlockRecords: Sendable {
    let history: GuardHistory
    /// `nil`: this is a dry run.
    let reporter: Reporter?
    /// Whether there is somebody to report to; a key may come while the guard is at work.
    let hasServer: @Sendable () -> Bool
    /// The sources that are the user's own by now.
    let ownSources: @Sendable () -> Set<SourceIdentity>

    /// These hold from now on.
    func adopt(_ configuration: GuardConfiguration) async {
        await history.adopt(configuration.history)
        await reporter?.adopt(configuration.reporting)
    }

    func load() async { await reporter?.load() }

    func take(_ round: BlockRound) async {
        history.record(round)
        guard hasServer() else { return }
        let own = ownSources()
        await reporter?.note(round) { Self.kind(of: $0, own: own) }
    }

    /// To be called every second.
    func tick() async {
        await history.tick()
        await reporter?.synchronise()
    }

    /// To be called every second. May take as long as the server does.
    func report() async {
        if hasServer() { await reporter?.tick() }
    }

    /// `nil`: nobody is told.
    var reportingStatus: ReportingStatus? { get async { hasServer() ? await reporter?.status : nil } }

    func close() async {
        await history.close()
        await reporter?.synchronise()
    }

    /// What is blocked for the sake of the user's own lists alone, the user has seen; all else echoes a list.
    static func kind(of sources: [SourceIdentity], own: Set<SourceIdentity>) -> ReportKind {
        !sources.isEmpty && sources.allSatisfy(own.contains) ? .observed : .listBlock
    }
}
