package import IPNetworks

/// An address that many packets came from.
package struct TopAddress: Equatable, Sendable {
    package var address: IPAddress
    package var packets: Int
}
