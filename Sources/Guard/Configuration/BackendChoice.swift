/// Which backend drops the packets.
package enum BackendChoice: String, CaseIterable, Sendable {
    /// The first that works here.
    case auto
    case nftables
    case ipset
    /// nftables, and floods are shed in the network driver.
    case xdp
    case dryRun = "dry-run"
}
