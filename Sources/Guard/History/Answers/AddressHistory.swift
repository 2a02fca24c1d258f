package import Blocklists
package import IPNetworks
package import ThreatModel

/// What is kept of one address.
package struct AddressHistory: Equatable, Sendable {
    package struct Port: Equatable, Sendable {
        package var transport: UInt8
        /// `nil`: all ports beyond those that are told apart.
        package var port: UInt16?
        package var packets: Int
    }

    package var address: IPAddress
    package var first: Timestamp
    package var last: Timestamp
    package var packets: Int
    /// Those that got most first.
    package var ports: [Port]
    /// Who listed it when it was last met.
    package var sources: [SourceIdentity]
}
