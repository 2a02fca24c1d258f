/// What a backend holds of ours, without the addresses themselves: cheap to ask for at any size.
package struct FirewallStanding: Equatable, Sendable {
    package enum Condition: Equatable, Sendable {
        case absent
        /// Something is there that was not left so by this version of the program; a sentence says what. It is replaced as
        /// a whole.
        case foreign(String)
        case intact(FirewallStamp)
    }

    package var condition: Condition
    /// How many items of each list the kernel counts (see ``AddressList/counted(_:)``); `nil` where it does not tell
    /// (nf_tables before Linux 6.16) and they were not read.
    package var counts: PerList<Int?>
    /// How many items fit into each list as it is; `nil` for lists without a declared size.
    package var capacities: PerList<Int?>
    package var revision: FirewallRevision

    /// What was said about the contents when they were written, where all is as it was left.
    package var stamp: FirewallStamp? {
        switch condition {
        case .absent, .foreign: nil
        case .intact(let stamp): stamp
        }
    }

    /// Whether this is that state, as far as can be told without reading every address: the stamp and, where the kernel
    /// gives them, the numbers of items. Only a change made by hand, of as many items as it put in others' place, slips
    /// through; ``FirewallBackend/read()`` finds that too.
    package func appears(to hold: FirewallState) -> Bool {
        guard stamp == FirewallStamp(hold) else { return false }
        let expected = hold.lists.counts
        return FirewallList.allCases.allSatisfy { counts[$0] == nil || counts[$0] == expected[$0] }
    }
}

extension FirewallStanding {
    /// What is not as expected, in words; `nil` when all is. Numbers that are not known are not compared.
    func deviation(from expected: FirewallStanding) -> String? {
        if condition != expected.condition { return "expected \(expected.condition), found \(condition)" }
        for list in FirewallList.allCases {
            if let count = counts[list], let wanted = expected.counts[list], count != wanted {
                return "there are \(count) \(list.title) instead of \(wanted)"
            }
        }
        return nil
    }
}

extension FirewallStanding.Condition: CustomStringConvertible {
    package var description: String {
        switch self {
        case .absent: "nothing of ours"
        case .foreign(let reason): reason
        case .intact(let stamp): "generation \(stamp.generation), fingerprint \(stamp.fingerprint), \(stamp.policy)"
        }
    }
}
