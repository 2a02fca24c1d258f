import CNetfilter
package import IPNetworks

/// A host on one of this host's links, as the kernel knows it (linux/neighbour.h, `struct ndmsg` and attributes).
package struct Neighbour: Equatable, Sendable {
    package let address: IPAddress
    /// Whether its link address is known: it has answered for its address, lately or a while ago.
    package let isResolved: Bool

    /// NUD_REACHABLE, NUD_STALE, NUD_DELAY, NUD_PROBE, NUD_NOARP, NUD_PERMANENT; not NUD_INCOMPLETE and NUD_FAILED.
    private static let resolvedStates: UInt16 = 0x02 | 0x04 | 0x08 | 0x10 | 0x40 | 0x80

    package init(address: IPAddress, isResolved: Bool) {
        self.address = address
        self.isResolved = isResolved
    }

    init?(_ message: NetlinkMessage) {
        // family, padding, interface, state, flags, type
        guard let attributes = message.attributes(after: MemoryLayout<ndmsg>.size),
            let state = message.payload.host(UInt16.self, at: 8),
            let address = attributes.first(where: { Int($0.type) == NDA_DST })
                .flatMap({ IPAddress(networkBytes: $0.value) })
        else { return nil }
        self.init(address: address, isResolved: state & Self.resolvedStates != 0)
    }
}
