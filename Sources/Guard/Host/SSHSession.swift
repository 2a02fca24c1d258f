package import IPNetworks

/// The session that a process was started from, as sshd(8) tells in `SSH_CONNECTION`.
package struct SSHSession: Equatable, Sendable {
    package let peer: IPAddress
    /// On which it came in.
    package let port: UInt16

    /// Client address, client port, server address, server port; `nil` for anything else.
    package init?(_ text: String?) {
        let words = (text ?? "").split(separator: " ")
        guard words.count == 4, let peer = IPAddress(String(words[0].prefix { $0 != "%" })), let port = UInt16(words[3])
        else { return nil }
        self.peer = peer
        self.port = port
    }
}
