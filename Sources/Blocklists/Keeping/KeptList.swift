package import IPNetworks

/// The list of one source: large, shared by whoever looks at it, and changed by single addresses in logarithmic time.
package struct KeptList: Equatable, Sendable {
    private var v4 = LayeredSet<UInt32>()
    private var v6 = LayeredSet<UInt128>()

    package init() {}

    package init(_ addresses: IPAddressSet) {
        v4 = LayeredSet(addresses.v4)
        v6 = LayeredSet(addresses.v6)
    }

    package func contains(_ address: IPAddress) -> Bool {
        address.v4.map { v4.contains($0) } ?? v6.contains(address.mapped)
    }

    /// Returns whether the list is another one now.
    @discardableResult
    package mutating func apply(_ change: ListedChange) -> Bool {
        switch change {
        case .add(let address): address.v4.map { v4.insert($0) } ?? v6.insert(address.mapped)
        case .remove(let address): address.v4.map { v4.remove($0) } ?? v6.remove(address.mapped)
        }
    }

    /// All of it as one set. Linear in its ranges if it was changed since the set was made, else nothing.
    package var addresses: IPAddressSet { IPAddressSet(v4: v4.settled, v6: v6.settled) }

    /// About how many ranges it has: what it costs, and what is shown as its size.
    package var rangeCount: Int { v4.rangeCount + v6.rangeCount }
    package var rangeCount4: Int { v4.rangeCount }
    package var rangeCount6: Int { v6.rangeCount }

    package func coverage(of cell: AddressCell<UInt32>) -> CellMask { v4.coverage(of: cell) }
    package func coverage(of cell: AddressCell<UInt128>) -> CellMask { v6.coverage(of: cell) }
}
