/// Which lists of a merge hold something: bit *n* stands for the list at index *n*.
package struct ListMask: OptionSet, Hashable, Sendable, BitwiseCopyable {
    /// The most lists one merge can tell apart.
    package static let capacity = 64

    package let rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The mask of one list. An index outside 0..<64 is no list's, so its mask is empty.
    package init(list index: Int) { rawValue = 1 << UInt64(clamping: index < 0 ? Self.capacity : index) }

    /// How many lists.
    package var count: Int { rawValue.nonzeroBitCount }

    /// The indices of the lists, ascending.
    package var indices: some Sequence<Int> {
        sequence(state: rawValue) { rest in
            guard rest != 0 else { return nil }
            defer { rest &= rest &- 1 }
            return rest.trailingZeroBitCount
        }
    }
}
