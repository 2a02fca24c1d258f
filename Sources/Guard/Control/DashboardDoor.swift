import Synchronization

/// Where a running dashboard, which this module knows nothing of, leaves word how somebody gets into it without a password.
package final class DashboardDoor: Sendable {
    package typealias Invite = @Sendable () async throws(ControlError) -> ControlReceipt

    // A lock: the dashboard opens after the guard, and is asked from its socket.
    private let invite = Mutex<Invite?>(nil)

    /// - Parameter invite: makes a link that holds once; `nil`: there is no dashboard any more.
    package func open(_ invite: Invite?) { self.invite.withLock { $0 = invite } }

    /// A link with which a password can be set.
    func invitation() async throws(ControlError) -> ControlReceipt {
        guard let invite = invite.withLock({ $0 }) else {
            throw ControlError(.wrong, "this guard has no dashboard: 'dashboard.port' in its settings is off")
        }
        return try await invite()
    }
}
