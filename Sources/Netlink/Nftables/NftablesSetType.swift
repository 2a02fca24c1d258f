/// What the keys of a set are. The kernel only needs their length; the number tells `nft` how to show them.
package enum NftablesSetType: Sendable, Equatable {
    case ipv4Address
    case ipv6Address
    /// Four bytes in this machine's order.
    case mark
    /// Address, protocol and destination port, each padded to a register of four bytes.
    case ipv4Flow
    case ipv6Flow

    /// In bytes.
    package var keyLength: UInt32 {
        switch self {
        case .ipv4Address, .mark: 4
        case .ipv6Address: 16
        case .ipv4Flow: 12
        case .ipv6Flow: 24
        }
    }

    /// The numbers of nftables' `enum datatypes`, six bits for each part of a concatenation.
    var typeNumber: UInt32 {
        switch self {
        case .ipv4Address: Self.address4
        case .ipv6Address: Self.address6
        case .mark: 19
        case .ipv4Flow: Self.address4 << 12 | Self.internetProtocol << 6 | Self.service
        case .ipv6Flow: Self.address6 << 12 | Self.internetProtocol << 6 | Self.service
        }
    }

    private static let address4: UInt32 = 7
    private static let address6: UInt32 = 8
    private static let internetProtocol: UInt32 = 12
    private static let service: UInt32 = 13
}
