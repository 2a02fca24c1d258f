/// Which backend drops the packets.
package enum BackendChoice: String, CaseIterable, Sendable {
    /// The first that works here.
    case auto
    case nftables
    case dryRun = "dry-run"
}
