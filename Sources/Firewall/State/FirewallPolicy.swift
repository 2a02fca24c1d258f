/// What happens to packets from listed addresses.
package struct FirewallPolicy: Equatable, Sendable {
    package enum Mode: String, Sendable, CaseIterable {
        case drop
        /// Counted and logged as if, but let through.
        case logOnly = "log-only"
    }

    package var mode: Mode
    /// `nil`: counted only.
    package var logging: PacketLogging?

    package init(mode: Mode = .drop, logging: PacketLogging? = PacketLogging()) {
        self.mode = mode
        self.logging = logging
    }
}
