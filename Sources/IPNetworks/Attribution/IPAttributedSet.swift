/// The union of several lists of both families in which every address still knows the lists it came from.
package struct IPAttributedSet: Hashable, Sendable {
    /// The IPv4 part.
    package let v4: AttributedSet<UInt32>
    /// The IPv6 part.
    package let v6: AttributedSet<UInt128>

    package init(v4: AttributedSet<UInt32> = AttributedSet(), v6: AttributedSet<UInt128> = AttributedSet()) {
        self.v4 = v4
        self.v6 = v6
    }

    /// The list at index *n* becomes bit *n* of the masks.
    ///
    /// - Precondition: at most ``ListMask/capacity`` lists.
    package init(merging lists: [IPAddressSet]) {
        v4 = AttributedSet(merging: lists.map(\.v4))
        v6 = AttributedSet(merging: lists.map(\.v6))
    }

    /// The lists that hold the address; empty when none does. O(log n).
    package func lists(holding address: IPAddress) -> ListMask {
        address.v4.map { v4.lists(holding: $0) } ?? v6.lists(holding: address.mapped)
    }

    /// All addresses, no matter from which list.
    package func union() -> IPAddressSet {
        IPAddressSet(v4: v4.union(), v6: v6.union())
    }

    /// The same without the addresses of `removed`; what stays keeps its lists.
    package func subtracting(_ removed: IPAddressSet) -> Self {
        Self(v4: v4.subtracting(removed.v4), v6: v6.subtracting(removed.v6))
    }
}
