/// A way to have the kernel drop packets from listed addresses.
///
/// A backend holds one ``FirewallState``, changes it in transactions that packets see whole or not at all, and touches
/// nothing but its own objects. What it promises is what the conformance suite checks on every registered backend. All
/// of it may be called from any task; a backend works through one call at a time, on a thread of its own.
package protocol FirewallBackend: Sendable {
    /// Whether it can work here: returns, or throws with the reason. Leaves no trace.
    func probe() async throws(FirewallError)

    /// What stands, without the addresses: cheap at any size.
    func survey() async throws(FirewallError) -> FirewallStanding

    /// All that stands, as the kernel lists it. For the largest lists this costs far more than writing them does.
    func read() async throws(FirewallError) -> FirewallReading

    /// Does all of the plan or, with an error, nothing. Packets see it done at one instant.
    ///
    /// Where an address goes from the single ones into a network or back, that takes two steps, so that it is never on neither
    /// list (see ``ListChanges/lingering``). What leaves one list for the other may then still be on both after an error,
    /// or the end of this process; the stamp of what stands tells.
    ///
    /// - Returns: what stands now; the base of the next plan.
    func apply(_ plan: FirewallPlan) async throws(FirewallError) -> FirewallStanding

    /// Asks the kernel whether it holds what an applied plan was to bring: the objects, their stamp and the changed items,
    /// of a large change an even sample. Throws ``FirewallError/mismatch(_:)`` with what is not so, and
    /// ``FirewallError/stale`` when somebody has changed our objects since.
    func verify(_ plan: FirewallPlan) async throws(FirewallError)

    /// Deletes everything of ours and nothing else. Nothing there is no error.
    func remove() async throws(FirewallError)

    /// Changes to our objects that somebody else made, from now on. The first is worth a survey, and so are many: what is
    /// not taken in time is merged.
    func watch() async throws(FirewallError) -> AsyncStream<FirewallIntrusion>

    /// What was counted since our objects were made.
    func traffic() async throws(FirewallError) -> FirewallTraffic
}
