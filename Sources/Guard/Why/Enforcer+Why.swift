import Blocklists
import Firewall
import IPNetworks

extension Enforcer {
    /// How the merger and the kernel stand to an address.
    struct Standing: Sendable {
        var isListed: Bool
        /// By a list, not only by hand.
        var isListedByOthers: Bool
        var isInherited: Bool
        var isCovered: Bool
        var allowed: [AllowReason]
        var isInForce: Bool
        var isLogOnly: Bool
    }

    func standing(of address: IPAddress) -> Standing {
        let reasons = merger.allowReasons(for: address)
        let sources = merger.sources(of: address)
        return Standing(
            isListed: !sources.isEmpty, isListedByOthers: sources.contains { $0 != .manual },
            isInherited: merger.inherited?.contains(address) ?? false,
            isCovered: merger.covers(address), allowed: reasons,
            isInForce: protectedSince != nil && failure == nil && !merger.hasChange,
            isLogOnly: policy.mode == .logOnly)
    }
}

extension BlocklistMerger {
    /// Why an address is never blocked; empty when it may be.
    func allowReasons(for address: IPAddress) -> [AllowReason] {
        let inSession: [AllowReason] = sessions.contains(address) ? [.sshSession] : []
        guard allowlist.addresses.contains(address) else { return inSession }
        // The narrowest first: what concerns this host says more than what concerns nobody.
        return inSession + allowlist.ranges.reversed().filter { $0.range.contains(address) }.map(\.reason)
    }
}
