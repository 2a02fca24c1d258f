import IPNetworks

extension Enforcer {
    /// Whether each of some addresses may be reported: nobody's that is never blocked, and nobody's who is logged in.
    func mayReport(_ addresses: [IPAddress]) -> [Bool] {
        let (allowed, sessions) = (merger.allowlist.addresses, merger.sessions)
        return addresses.map { $0.isListable && !allowed.contains($0) && !sessions.contains($0) }
    }
}
