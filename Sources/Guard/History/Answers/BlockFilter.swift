package import Blocklists
package import IPNetworks

/// Which of what was blocked somebody wants to see. As it is made: all.
package struct BlockFilter: Hashable, Sendable {
    /// Where it came from.
    package var network: IPPrefix?
    /// Where it wanted to go.
    package var port: UInt16?
    /// ``SourceIdentity/id`` of somebody who lists the address.
    package var source: String?

    package init(network: IPPrefix? = nil, port: UInt16? = nil, source: String? = nil) {
        self.network = network
        self.port = port
        self.source = source
    }

    package var isEmpty: Bool { self == BlockFilter() }

    package func holds(_ flow: BlockedFlow, of sources: [SourceIdentity]) -> Bool {
        if let network, !network.contains(flow.source) { return false }
        if let port, flow.destinationPort != port || !TransportName.hasPorts(flow.transport) { return false }
        if let source, !sources.contains(where: { $0.id == source }) { return false }
        return true
    }
}
