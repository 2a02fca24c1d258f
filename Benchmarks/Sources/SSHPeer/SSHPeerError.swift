import CLibSSH

/// What libssh could not do, in its own words.
public struct SSHPeerError: Error, CustomStringConvertible {
    /// What was tried, and why it failed.
    public let description: String

    init(_ what: String, _ session: OpaquePointer?) {
        let reason = session.map { String(cString: ssh_get_error(UnsafeMutableRawPointer($0))) } ?? "out of memory"
        description = "\(what): \(reason)"
    }
}
