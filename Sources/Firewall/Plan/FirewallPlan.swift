/// How to get from what a backend holds to what it is to hold, at one instant.
///
/// Pure: made from values, in linear time or, from a known difference, in time proportional to that. Applying it is the
/// backend's part; what it means is the same for all of them.
package struct FirewallPlan: Equatable, Sendable {
    /// Where to begin.
    package enum Extent: Equatable, Sendable {
        /// With what is there.
        case update
        /// From nothing; what is there of ours, if anything, goes in the same transaction. Says why.
        case rebuild(String)
    }

    package let extent: Extent
    package let changes: ListChanges
    /// What the firewall says about itself afterwards.
    package let stamp: FirewallStamp
    /// What the plan was made for. A backend that holds something else by now refuses it.
    package let base: FirewallStanding

    /// Whether anything is to be done at all.
    package var isEmpty: Bool { extent == .update && changes.isEmpty && stamp == base.stamp }

    package var changesPolicy: Bool { stamp.policy != base.stamp?.policy }

    /// What stands when the plan is done.
    func standing(at revision: FirewallRevision) -> FirewallStanding {
        FirewallStanding(
            condition: .intact(stamp),
            counts: changes.counts(after: base.counts),
            capacities: PerList { changes[$0].capacity(after: base.capacities[$0]) },
            revision: revision)
    }
}

extension FirewallPlan {
    /// The difference between what was read and what is to be.
    package init(from reading: FirewallReading, to desired: FirewallState) {
        guard let stamp = reading.standing.stamp, stamp.policy.meetsPackets(as: desired.policy) else {
            self.init(replacing: reading.standing, with: desired)
            return
        }
        self.init(
            extent: .update,
            changes: ListChanges(from: reading.lists, to: desired.lists, capacities: reading.standing.capacities),
            stamp: FirewallStamp(desired), base: reading.standing)
    }

    /// Everything anew, without having read what is there. The way to go when the contents are doubtful: writing a million
    /// addresses costs the kernel a tenth of listing them.
    package init(replacing standing: FirewallStanding, with desired: FirewallState) {
        switch standing.condition {
        case .absent:
            extent = .rebuild("there is nothing yet")
        case .foreign(let reason):
            extent = .rebuild(reason)
        case .intact(let stamp) where stamp.policy.meetsPackets(as: desired.policy):
            extent = .update
        case .intact:
            extent = .rebuild("packets are to be met elsewhere")
        }
        changes = ListChanges(replacingWith: desired.lists)
        stamp = FirewallStamp(desired)
        base = standing
    }

    /// A difference that is known, without a look at all the rest; the policy stays.
    ///
    /// - Parameters:
    ///   - removing: items that are there, each as it is.
    ///   - adding: items that are not there and do not overlap what stays.
    /// - Returns: `nil` when the difference does not fit into what is there and the whole state has to be planned for.
    package init?(
        changing standing: FirewallStanding, removing: FirewallLists, adding: FirewallLists, generation: UInt64
    ) {
        guard var stamp = standing.stamp,
            let changes = ListChanges(removing: removing, adding: adding, standing: standing)
        else { return nil }
        stamp.generation = generation
        stamp.fingerprint.remove(removing)
        stamp.fingerprint.add(adding)
        extent = .update
        self.changes = changes
        self.stamp = stamp
        base = standing
    }
}
