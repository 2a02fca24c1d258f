import CNetfilter
import IPNetworks

extension LoggedPacket {
    /// From the attributes of an NFLOG message (linux/netfilter/nfnetlink_log.h); `nil` without a whole IP header.
    init?(_ attributes: NetlinkAttributes) {
        var header: IPHeader?
        var interface: UInt32 = 0
        var time: UInt64 = 0
        var tag = PacketLogTag("")
        for attribute in attributes {
            switch UInt32(attribute.type) {
            case NFULA_PAYLOAD.rawValue: header = IPHeader(attribute.value)
            case NFULA_IFINDEX_INDEV.rawValue: interface = attribute.number() ?? 0
            case NFULA_PREFIX.rawValue: tag = PacketLogTag(bytes: attribute.value)
            case NFULA_TIMESTAMP.rawValue:
                // struct nfulnl_msg_packet_timestamp: seconds and microseconds
                let seconds = attribute.value.bigEndian(UInt64.self, at: 0) ?? 0
                time = seconds &* 1_000_000 &+ (attribute.value.bigEndian(UInt64.self, at: 8) ?? 0)
            default: break  // there are two dozen, and new kernels have more
            }
        }
        guard let header else { return nil }
        self.init(
            source: header.source, destination: header.destination, transport: header.transport,
            sourcePort: header.sourcePort, destinationPort: header.destinationPort, length: header.length,
            interface: interface, time: time, tag: tag)
    }
}
