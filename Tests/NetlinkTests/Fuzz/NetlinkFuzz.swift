import IPNetworks

@testable import Netlink

/// Hands bytes to everything that reads what came over a netlink socket. Nothing of it may trap, whatever the bytes.
enum NetlinkFuzz {
    static func run(_ bytes: UnsafeRawBufferPointer) {
        _ = IPHeader(bytes)
        _ = NftablesComment.text(in: bytes)
        var messages = NetlinkMessages(bytes)
        while let message = messages.next() {
            _ = NetlinkAcknowledgement(message)
            _ = NftablesAnnouncement(message)
            _ = RouteMessage(message)
            _ = HostAddress(message)
            _ = ConnectionMessage(message)
            guard let attributes = message.netfilterAttributes else { continue }
            _ = LoggedPacket(attributes)
            _ = NftablesSetStatus(attributes)
            _ = PacketCount(attributes)
            _ = IpsetStatus(attributes)
            _ = message.ipsetLine
            for attribute in attributes {
                for entry in attribute.nested {
                    if let element = IpsetElement(entry) {
                        _ = (element.network(UInt32.self), element.network(UInt128.self), element.address(UInt32.self))
                        _ = (element.comment, element.count, element.transport, element.port)
                    }
                    guard let element = NftablesElement(entry) else { continue }
                    _ = element.comment
                    _ = CountedFlow(element)
                }
            }
        }
    }
}
