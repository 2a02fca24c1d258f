import IPNetworks
import Store
import ThreatModel

/// What a bouncer that stands at one place of the feed is to be told, each address once.
struct DecisionDelta: Sendable {
    /// Changes looked at for one answer; a bouncer that stands further back is sent everything.
    static let mostChanges: UInt64 = 1 << 16
    private static let portion = 4096

    struct Change: Sendable {
        var address: IPAddress
        var protocols: AttackProtocolSet
        /// The place in the feed of its last coming or going.
        var sequence: UInt64
    }

    /// In the order in which they came.
    private(set) var added: [Change] = []
    private(set) var removed: [Change] = []

    /// - Parameters:
    ///   - pull: where the bouncer stands.
    ///   - newest: where to go to: no more than ``mostChanges`` further.
    ///   - tellsAll: also removals of what came after `pull`, for a bouncer of which nobody knows what it holds.
    /// - Returns: `nil` when the changes since are not known any more.
    init?(
        after sequence: UInt64, removalsTold: UInt64, to newest: UInt64, of list: StreamFilter, tellsAll: Bool = false,
        feed: ChangeFeed, store: any Store
    ) async throws {
        /// Whether the bouncer held the address at the beginning and is to hold it now, and which changes it was told some of:
        /// of those, whether any, and whether one was a removal.
        var states: [IPAddress: (isHeld: Bool, isListed: Bool, isTold: Bool, isToldGone: Bool, last: Change)] = [:]
        var position = sequence
        while position < newest {
            let limit = min(Self.portion, Int(newest - position))
            guard let changes = try await feed.changes(after: position, limit: limit, orFrom: store) else { return nil }
            guard let last = changes.last else { break }
            for change in changes {
                let was = list.holds(change.address, change.old)
                let isNow = list.holds(change.address, change.new)
                guard was != isNow else { continue }
                let told = Change(
                    address: change.address, protocols: (isNow ? change.new : change.old)?.protocols ?? [],
                    sequence: change.sequence)
                let state = states[change.address]
                let isTold = change.sequence <= removalsTold
                states[change.address] = (
                    isHeld: state?.isHeld ?? (was || tellsAll), isListed: isNow,
                    isTold: state?.isTold == true || isTold,
                    isToldGone: state?.isToldGone == true || isTold && !isNow, last: told
                )
            }
            position = last.sequence
        }
        for state in states.values {
            // What may have been told is told again where that is not certain: twice does no harm, and never would.
            if state.isListed {
                if !state.isHeld || state.isToldGone { added.append(state.last) }
            } else if state.last.sequence > removalsTold, state.isHeld || state.isTold {
                removed.append(state.last)
            }
        }
        added.sort { $0.sequence < $1.sequence }
        removed.sort { $0.sequence < $1.sequence }
    }

    /// Leaves out all additions but the first so many.
    ///
    /// - Returns: the change up to which additions are told then.
    mutating func keepAdded(_ count: Int) -> UInt64? {
        guard count < added.count else { return nil }
        let place = added[count].sequence - 1
        added.removeSubrange(count...)
        return place
    }
}
