package import IPNetworks

/// A TCP connection that is established, as this host sees it.
package struct EstablishedConnection: Hashable, Sendable {
    package let peer: IPAddress
    package let peerPort: UInt16
    package let localPort: UInt16

    package init(peer: IPAddress, peerPort: UInt16, localPort: UInt16) {
        self.peer = peer
        self.peerPort = peerPort
        self.localPort = localPort
    }
}
