/// Does everything but touch a kernel: keeps the state in memory and says what a real backend would have done.
///
/// It is the reference for what a plan means, and plain enough to be obviously right.
package actor DryRunBackend: FirewallBackend {
    private var state: FirewallState?
    private var capacities = PerList<Int?> { _ in nil }
    private var revision = FirewallRevision.first
    private let report: @Sendable (String) -> Void
    private let watchers = IntrusionWatchers()

    /// - Parameter report: is told what would be done, a text of one or more lines at a time.
    package init(report: @escaping @Sendable (String) -> Void = { _ in }) { self.report = report }

    deinit { watchers.finish() }

    package func probe() {}

    package func survey() -> FirewallStanding {
        guard let state else {
            return FirewallStanding(
                condition: .absent, counts: PerList { _ in nil }, capacities: PerList { _ in nil }, revision: revision)
        }
        let counts = state.lists.counts
        return FirewallStanding(
            condition: .intact(FirewallStamp(state)), counts: PerList { counts[$0] }, capacities: capacities,
            revision: revision)
    }

    package func read() -> FirewallReading {
        FirewallReading(standing: survey(), lists: state?.lists ?? FirewallLists())
    }

    package func apply(_ plan: FirewallPlan) throws(FirewallError) -> FirewallStanding {
        let standing = survey()
        guard plan.base == standing else { throw .stale }
        if plan.isEmpty { return standing }
        var lists = FirewallLists()
        switch plan.extent {
        case .update: lists = state?.lists ?? lists
        case .rebuild: break
        }
        try lists.apply(plan.changes)
        report(plan.description)
        state = FirewallState(lists: lists, policy: plan.stamp.policy, generation: plan.stamp.generation)
        capacities = plan.standing(at: revision).capacities
        revision = revision.next
        return survey()
    }

    package func verify(_ plan: FirewallPlan) throws(FirewallError) {
        guard survey().stamp == plan.stamp else { throw .stale }
    }

    package func remove() {
        if state != nil { report("remove everything") }
        state = nil
        revision = revision.next
    }

    package func watch() -> AsyncStream<FirewallIntrusion> { watchers.stream() }

    package func traffic() -> FirewallTraffic { .none }

    /// What another program's `flush ruleset` is to a kernel: for tests of whoever uses a backend.
    package func loseEverything(to program: String) {
        state = nil
        revision = revision.next
        watchers.yield(.changed(by: program))
    }
}
