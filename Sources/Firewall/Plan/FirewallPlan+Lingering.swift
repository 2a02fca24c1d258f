/// A plan in two parts, where addresses change from one list to another (see ``ListChanges/lingering``).
extension FirewallPlan {
    /// This plan, but that some of what it removes stays. The stamp says so: whoever finds this state, since the second part
    /// never came, sees that it is another than the one that was wanted, and plans for the rest.
    func keeping(_ lingering: FirewallLists) -> FirewallPlan {
        var stamp = stamp
        stamp.fingerprint.add(lingering)
        return FirewallPlan(extent: extent, changes: changes.keeping(lingering), stamp: stamp, base: base)
    }

    /// The rest of this plan, from what stands after the first part.
    func lettingGo(of lingering: FirewallLists, from standing: FirewallStanding) -> FirewallPlan {
        FirewallPlan(
            extent: .update, changes: ListChanges(lettingGoOf: lingering), stamp: stamp, base: standing)
    }
}
