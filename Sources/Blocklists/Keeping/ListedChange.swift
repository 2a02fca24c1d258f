package import IPNetworks

/// One address more on a list, or one less.
package enum ListedChange: Hashable, Sendable {
    case add(IPAddress)
    case remove(IPAddress)

    package var address: IPAddress {
        switch self {
        case .add(let address), .remove(let address): address
        }
    }
}
