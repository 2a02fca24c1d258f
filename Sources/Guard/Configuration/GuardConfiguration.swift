package import APIClient

/// What the guard is to do. Made from environment variables; the command line may change it afterwards.
package struct GuardConfiguration: Sendable {
    /// The key of the server's blacklist; `nil`: do not ask a server.
    package var credential: Credential?
    package var server: ServerURL
    /// 1…100.
    package var scoreMinimum: Int
    package var pullInterval: Duration
    /// Files of addresses to block.
    package var customBlacklists: [String]
    /// What the user never wants blocked.
    package var whitelist: [WhitelistEntry]
    package var backend: BackendChoice
    package var coversIPv6: Bool
    /// Packets of listed addresses are logged and counted, and let through.
    package var isLogOnly: Bool
    /// The largest share of a family's addresses that may be blocked: 0…1.
    package var maximumShare: Double
    package var dataFolder: String
    /// The rules stay when the guard stops.
    package var keepsRules: Bool

    /// Neither the kernel nor the disk is touched.
    package var isDryRun: Bool { backend == .dryRun }

    package static let mostFiles = 16
    package static let mostWhitelistEntries = 10_000
    static let pullIntervals = Duration.seconds(60)...Duration.seconds(30 * 86_400)
}
