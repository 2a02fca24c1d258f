package import IPNetworks

/// Whether somebody would be cut off by what is to be blocked.
package enum CutOff {
    /// - Parameters:
    ///   - address: where somebody is connected from.
    ///   - blocked: what lists and blocks by hand would come to.
    ///   - allowlist: as it would be then. The sessions that are open now do not count: they are of no use to whoever wants
    ///     to come back tomorrow.
    package static func isCut(_ address: IPAddress, by blocked: IPAddressSet, allowing allowlist: Allowlist) -> Bool {
        blocked.contains(address) && !allowlist.addresses.contains(address)
    }
}
