import Guard

/// A guard, and the parts of it that are there while it works.
struct GuardAtWork: Sendable {
    let service: GuardService
    let desk: ControlDesk
    let history: GuardHistory
    /// Where addresses are.
    let places: Places
    /// What the server said of addresses lately.
    let checks: ServerChecks
    /// What is blocked, as it happens.
    let live: LiveFeed

    init(_ service: GuardService, _ lookups: Lookups, _ live: LiveFeed) throws(DashboardProblem) {
        guard let desk = service.orders, let history = service.history else { throw .starting }
        self.service = service
        self.desk = desk
        self.history = history
        places = lookups.places
        checks = lookups.checks
        self.live = live
    }
}
