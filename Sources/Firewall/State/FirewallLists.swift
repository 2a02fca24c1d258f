/// The addresses that are blocked and those that never are.
package struct FirewallLists: Equatable, Sendable {
    package var blocked4 = ExactAddresses<UInt32>()
    package var blocked6 = ExactAddresses<UInt128>()
    package var networks4 = AddressIntervals<UInt32>()
    package var networks6 = AddressIntervals<UInt128>()
    /// Let through even when they are blocked as well.
    package var allowed4 = AddressIntervals<UInt32>()
    package var allowed6 = AddressIntervals<UInt128>()

    package init() {}

    package var isEmpty: Bool { self == FirewallLists() }

    /// How many items of each list the kernel counts (see ``AddressList/counted(_:)``).
    package var counts: PerList<Int> {
        PerList { list in
            switch list {
            case .blocked4: blocked4.counted
            case .blocked6: blocked6.counted
            case .networks4: networks4.counted
            case .networks6: networks6.counted
            case .allowed4: allowed4.counted
            case .allowed6: allowed6.counted
            }
        }
    }

    /// A number that is the same for equal lists, and different for different ones but for an accident in 2⁶⁴.
    package var fingerprint: FirewallFingerprint {
        var fingerprint = FirewallFingerprint()
        fingerprint.add(self)
        return fingerprint
    }
}

extension AddressList {
    fileprivate var counted: Int { Self.counted(items) }
}
