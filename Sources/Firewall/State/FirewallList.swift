/// The lists that a firewall keeps in the kernel.
package enum FirewallList: String, CaseIterable, Sendable {
    /// Single blocked addresses.
    case blocked4
    case blocked6
    /// Blocked networks.
    case networks4
    case networks6
    /// Addresses and networks that are let through whatever the others say.
    case allowed4
    case allowed6
}
