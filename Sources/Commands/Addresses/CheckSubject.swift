import ArgumentParser
import IPNetworks

/// What `sikker check` is asked about.
enum CheckSubject: Equatable {
    case address(IPAddress)
    case network(IPPrefix)

    @Sendable static func parse(_ text: String) throws -> CheckSubject {
        if let address = IPAddress(text) { return .address(address) }
        guard let network = IPPrefix(text) else {
            throw ValidationError("an address or network is needed, such as 45.10.1.2 or 45.10.0.0/16")
        }
        return .network(network)
    }
}
