import CNetfilter
import Glibc
import IPNetworks

/// A route as rtnetlink lists it (linux/rtnetlink.h, `struct rtmsg` and attributes). Numbers are in host order.
struct RouteMessage {
    /// Whether packets to (nearly) everywhere take this route.
    let isDefault: Bool
    /// The routers it leads to; several when it is shared among them.
    let gateways: [IPAddress]

    /// Two halves of the address space are a default route.
    private static let longestDefaultPrefix: UInt8 = 1

    init?(_ message: NetlinkMessage) {
        // family, destination length, source length, type of service, table, protocol, scope, type, flags
        guard let attributes = message.attributes(after: MemoryLayout<rtmsg>.size),
            let length = message.payload.host(UInt8.self, at: 1), let type = message.payload.host(UInt8.self, at: 7)
        else { return nil }
        isDefault = length <= Self.longestDefaultPrefix && type == UInt8(RTN_UNICAST)
        var gateways = Self.gateways(attributes)
        if let paths = attributes.first(RTA_MULTIPATH) {
            var rest = paths.value
            // struct rtnexthop: length, flags, hops, interface; then its own attributes
            while let length = rest.host(UInt16.self, at: 0), length >= 8, length <= rest.count {
                gateways += Self.gateways(NetlinkAttributes(UnsafeRawBufferPointer(rebasing: rest[8..<Int(length)])))
                rest = rest.dropping(NetlinkAlignment.padded(Int(length)))
            }
        }
        self.gateways = gateways
    }

    private static func gateways(_ attributes: NetlinkAttributes) -> [IPAddress] {
        attributes.compactMap { attribute in
            if attribute.is(RTA_GATEWAY) { return IPAddress(networkBytes: attribute.value) }
            // struct rtvia: an address of another family than the route's, after two bytes that name it
            if attribute.is(RTA_VIA) { return IPAddress(networkBytes: attribute.value.dropping(2)) }
            return nil
        }
    }
}
