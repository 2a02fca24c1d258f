package import Blocklists
import IPNetworks

/// How far the lists of sources say the same.
package struct SourceOverlap: Equatable, Sendable {
    package struct Source: Equatable, Sendable {
        package var identity: SourceIdentity
        /// Entries that no other list has.
        package var alone: Int
        /// Entries that another list has too, by that list's identifier; only where there are any.
        package var shared: [String: Int]
    }

    package var sources: [Source]

    /// Compares lists with one another; of more than a mask has room for, the first ones.
    @concurrent
    static func of(_ lists: [(identity: SourceIdentity, list: KeptList)]) async -> SourceOverlap {
        let lists = lists.prefix(ListMask.capacity)
        let sets = lists.map(\.list.addresses)
        let (v4, v6) = (RangeOverlap(of: sets.map(\.v4)), RangeOverlap(of: sets.map(\.v6)))
        return SourceOverlap(
            sources: lists.indices.map { index in
                var shared: [String: Int] = [:]
                for other in lists.indices where other != index {
                    let count = v4.shared[index][other] + v6.shared[index][other]
                    if count > 0 { shared[lists[other].identity.id] = count }
                }
                return Source(
                    identity: lists[index].identity, alone: v4.alone[index] + v6.alone[index], shared: shared)
            })
    }
}

extension Enforcer {
    /// The lists of all sources that have one.
    var heldLists: [(identity: SourceIdentity, list: KeptList)] {
        merger.sources.filter { !$0.isRetired }.compactMap { source in
            source.list.map { (source.identity, $0) }
        }
    }
}
