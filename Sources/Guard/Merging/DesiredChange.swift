package import Firewall

/// What has to change in the kernel.
package enum DesiredChange: Equatable, Sendable {
    case nothing
    /// A few items, known one by one.
    case items(removing: FirewallLists, adding: FirewallLists)
    /// Too much to know it one by one: compare everything.
    case everything
}
