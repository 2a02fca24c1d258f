package import Guard
import IPNetworks

extension HostNetwork {
    /// A host with a public address, a gateway and a name server.
    package static let sample = HostNetwork(
        attachments: [attachment("45.41.0.2", "45.41.0.0/24"), attachment("2600:1::2", "2600:1::/64")].compactMap(
            \.self),
        gateways: [IPAddress("45.41.0.1")].compactMap(\.self), resolvers: [IPAddress("45.53.53.53")].compactMap(\.self))

    package static func attachment(_ address: String, _ network: String) -> Attachment? {
        guard let address = IPAddress(address), let network = IPPrefix(network) else { return nil }
        return Attachment(address: address, network: network)
    }
}
