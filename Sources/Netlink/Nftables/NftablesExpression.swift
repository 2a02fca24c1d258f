/// One step of a rule. Only what the firewall needs; each is written by ``NetlinkWriter/expression(_:)``.
package enum NftablesExpression: Equatable, Sendable {
    /// Facts about a packet that are not in its bytes.
    package enum Fact: Equatable, Sendable {
        /// `NFPROTO_IPV4` or `NFPROTO_IPV6`, one byte.
        case family
        /// The protocol above IP, one byte.
        case transport
    }

    package enum Header: Equatable, Sendable {
        case network
        case transport
    }

    package enum Comparison: Equatable, Sendable {
        case equal
        case notEqual
        /// Of numbers in network order.
        case atLeast
        case atMost
    }

    case load(Fact, into: NftablesRegister)
    /// `length` bytes of a header, `offset` bytes into it.
    case loadPayload(Header, offset: UInt32, length: UInt32, into: NftablesRegister)
    /// 0 for the direction that opened the connection, 1 for its answers. A packet that belongs to no connection ends
    /// the rule here.
    case loadDirection(into: NftablesRegister)
    /// What connection tracking thinks of a packet, as bits in the order of the machine's bytes.
    case loadState(into: NftablesRegister)
    case set(NftablesRegister, to: [UInt8])
    /// Keeps the bits of a register that are set in the mask.
    case mask(NftablesRegister, [UInt8])
    case compare(NftablesRegister, Comparison, [UInt8])
    case lookUp(NftablesRegister, in: String)
    /// Goes on while the rate is not exceeded.
    case limit(perSecond: UInt32, burst: UInt32)
    /// Hands a copy of the first `snapLength` bytes to the listener of an NFLOG group.
    case log(group: UInt16, prefix: String, snapLength: UInt32, queueThreshold: UInt16)
    /// Counts in a counter that has a name and outlives the rule.
    case count(in: String)
    /// Puts the key into a counted set, or counts one more for it there; begins its time anew.
    case tally(NftablesRegister, in: String, timeout: Duration)
    case verdict(NftablesVerdict)
}
