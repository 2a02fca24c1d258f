import CNetfilter

/// What a counter has counted since it was made.
package struct PacketCount: Equatable, Sendable {
    package var packets: UInt64
    package var bytes: UInt64

    package init(packets: UInt64, bytes: UInt64) {
        self.packets = packets
        self.bytes = bytes
    }

    init?(_ attributes: NetlinkAttributes) {
        guard let packets: UInt64 = attributes.first(NFTA_COUNTER_PACKETS)?.number(),
            let bytes: UInt64 = attributes.first(NFTA_COUNTER_BYTES)?.number()
        else { return nil }
        self.init(packets: packets, bytes: bytes)
    }
}
