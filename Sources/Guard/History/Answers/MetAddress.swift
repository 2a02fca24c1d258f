package import IPNetworks
package import ThreatModel

/// An address of which packets were blocked.
package struct MetAddress: Equatable, Sendable {
    package var address: IPAddress
    package var first: Timestamp
    package var last: Timestamp
    package var packets: Int
}
