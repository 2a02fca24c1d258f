/// What a running guard is asked over its socket, one JSON object a line: `{"pause":{"seconds":600}}`.
package enum ControlRequest: Codable, Equatable, Sendable {
    /// ``StatusReport``, after a look into the kernel.
    case status
    /// Lets packets of listed addresses through for a time.
    case pause(seconds: Int)
    case resume
    /// Asks a source, or all, for the whole list. `isAccepting`: it is taken whatever its size.
    case pull(source: String?, isAccepting: Bool)
    /// Whether an address is blocked, and why: ``WhyReport``.
    case why(address: String)
    /// Blocks an address, a network or a range, for a time or for good.
    case block(entry: String, seconds: Int?, comment: String?)
    /// Takes back what ``block(entry:seconds:comment:)`` did.
    case unblock(entry: String)
    /// Never blocks an address, a network, a range or a host, for a time or for good.
    case allow(entry: String, seconds: Int?, comment: String?)
    /// Takes back what ``allow(entry:seconds:comment:)`` did.
    case disallow(entry: String)
    /// Reads the settings again and compares all that the kernel holds, or says what that would change.
    case apply(isDryRun: Bool)
    /// Changes a setting and keeps it; `nil` takes the change back.
    case set(name: String, value: String?)
    /// Makes a link with which the dashboard's password can be set.
    case password
}
