/// What a visitor did that ends the connection, and what is said about it.
struct SSHViolation: Error, Hashable, Sendable {
    enum Farewell: Hashable, Sendable {
        /// The connection just ends, as OpenSSH does where it gives up without flushing its farewell.
        case silent
        /// A line in the clear, before packets are spoken.
        case line(String)
        /// SSH_MSG_DISCONNECT with this description.
        case disconnect(String)
    }

    /// For the session's log.
    var reason: String
    var farewell: Farewell
    /// The bytes or the packet that were wrong.
    var bytes: [UInt8] = []
    /// The visitor broke no rule: he said goodbye, or there was no algorithm in common.
    var isOrderly = false

    static func silent(_ reason: String, _ bytes: [UInt8] = []) -> Self {
        Self(reason: reason, farewell: .silent, bytes: bytes)
    }

    static func disconnect(_ reason: String, _ text: String? = nil, _ bytes: [UInt8] = []) -> Self {
        Self(reason: reason, farewell: .disconnect(text ?? reason), bytes: bytes)
    }
}
