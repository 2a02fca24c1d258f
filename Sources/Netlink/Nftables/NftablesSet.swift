/// A named set of a table.
package struct NftablesSet: Equatable, Sendable {
    /// How its elements are kept, and by whom they are put there.
    package enum Kind: Equatable, Sendable {
        /// Exact keys in a hash table of fixed size; `capacity` bounds their number and picks that size.
        case exact(capacity: UInt32)
        /// Disjoint intervals in a tree.
        case intervals
        /// Filled by rules, with a counter on each element. An element goes when it was not touched for `timeout`.
        case counted(capacity: UInt32, timeout: Duration)
    }

    package let name: String
    package let type: NftablesSetType
    package let kind: Kind

    package init(name: String, type: NftablesSetType, kind: Kind) {
        self.name = name
        self.type = type
        self.kind = kind
    }
}
