package import IPNetworks

/// Where this host stands in its networks.
package struct HostNetwork: Equatable, Sendable {
    /// An address of the host, and the network that it reaches with it without a router.
    package struct Attachment: Equatable, Sendable {
        package var address: IPAddress
        package var network: IPPrefix

        package init(address: IPAddress, network: IPPrefix) {
            self.address = address
            self.network = network
        }
    }

    package var attachments: [Attachment]
    /// The routers of its default routes.
    package var gateways: [IPAddress]
    /// The servers that it asks for names.
    package var resolvers: [IPAddress]

    package init(attachments: [Attachment] = [], gateways: [IPAddress] = [], resolvers: [IPAddress] = []) {
        self.attachments = attachments
        self.gateways = gateways
        self.resolvers = resolvers
    }
}
