/// The two versions of the Internet Protocol.
@usableFromInline
package enum IPFamily: UInt8, Sendable, CaseIterable {
    case v4 = 4
    case v6 = 6

    /// Bits in an address: 32 or 128.
    @inlinable
    package var width: Int {
        switch self {
        case .v4: 32
        case .v6: 128
        }
    }
}
