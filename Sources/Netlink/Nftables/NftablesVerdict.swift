import CNetfilter

/// What becomes of a packet.
package enum NftablesVerdict: Equatable, Sendable {
    /// Done with this base chain: later hooks see the packet.
    case accept
    case drop
    /// On to another chain, not to come back.
    case goto(String)

    var code: UInt32 {
        switch self {
        case .accept: UInt32(NF_ACCEPT)
        case .drop: UInt32(NF_DROP)
        case .goto: UInt32(bitPattern: NFT_GOTO.rawValue)
        }
    }

    var chain: String? {
        switch self {
        case .accept, .drop: nil
        case .goto(let chain): chain
        }
    }
}
