/// What is tried after a change, and what must then be within reach for the change to stay.
package struct ConnectivityOptions: Equatable, Sendable {
    /// Without the test, every change stays.
    package var isEnabled: Bool
    /// Hosts of the user's own choice, beside the gateways and the servers that the guard asks.
    package var targets: [HostPort]

    package static let mostTargets = 16

    package init(isEnabled: Bool = true, targets: [HostPort] = []) {
        self.isEnabled = isEnabled
        self.targets = targets
    }
}
