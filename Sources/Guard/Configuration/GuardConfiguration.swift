package import APIClient
package import Blocklists
package import Firewall
package import Geolocation

/// What the guard is to do. ``catalogue`` says how each value is set.
package struct GuardConfiguration: Sendable {
    /// The key of the server's blacklist; `nil`: do not ask a server.
    package var credential: Credential?
    package var server = ServerURL.thisMachine
    /// What of its blacklist is asked for.
    package var blacklist = BlacklistQuery()
    package var pullInterval = Duration.seconds(86_400)
    /// Files of addresses to block.
    package var customBlacklists: [String] = []
    /// Sources that are left out, by identifier or name.
    package var switchedOff: [String] = []
    /// Public lists that this program knows.
    package var knownLists: [KnownList] = []
    /// Lists of others on the network.
    package var lists = ListSourceOptions()
    package var abuseIPDB = AbuseIPDBSettings()
    /// What the user never wants blocked.
    package var whitelist: [WhitelistEntry] = []
    /// What is asked for, unless this is a dry run.
    package var chosenBackend = BackendChoice.auto
    /// Neither the kernel nor the disk is to be touched.
    package var wantsDryRun = false
    package var coversIPv6 = true
    /// For the backend of that name.
    package var xdp = XDPOptions()
    /// Packets of listed addresses are logged and counted, and let through.
    package var isLogOnly = false
    /// The largest share of a family's addresses that may be blocked: 0…1.
    package var maximumShare = 0.05
    package var dataFolder = "/var/lib/sikkerguard"
    /// The rules stay when the guard stops.
    package var keepsRules = false
    /// Packets are dropped before connection tracking sees them (``FirewallPolicy/isFloodMode``).
    package var isFloodMode = false
    /// What is opened to listed addresses is dropped too.
    package var blocksOutbound = false
    /// What has to stay within reach.
    package var connectivity = ConnectivityOptions()
    /// Where countries and networks of addresses are looked up.
    package var places = PlaceConfiguration()
    package var history = HistoryOptions()
    package var reporting = ReportingOptions()
    package var notifications = NotificationOptions()
    package var dashboard = DashboardOptions()
    package var log = GuardLogOptions()

    package init() {}

    /// Those that the user allows as a whole.
    package var countries: [CountryCode] {
        whitelist.compactMap { if case .country(let code) = $0 { code } else { nil } }
    }

    /// Files of others that are read again and again.
    var readFiles: [String] { customBlacklists + [dashboard.certificateFile, dashboard.keyFile].compactMap(\.self) }

    /// Whether there is anything to ask for addresses to block.
    package var hasSources: Bool {
        let asked = askedLists
        return credential != nil || !customBlacklists.isEmpty || asked.abuseIPDB != nil
            || !asked.blocklistDE.feeds.isEmpty || !asked.urlLists.isEmpty
    }

    /// What of the server's blacklist can be used here.
    var askedBlacklist: BlacklistQuery {
        var query = blacklist
        if !coversIPv6 { query.addresses = .v4 }
        return query
    }

    package var backend: BackendChoice { wantsDryRun ? .dryRun : chosenBackend }

    /// Neither the kernel nor the disk is touched.
    package var isDryRun: Bool { backend == .dryRun }

    /// Where a running guard takes orders.
    package var controlSocket: String { dataFolder + "/control.sock" }

    /// What was changed while the guard ran.
    package var keptSettings: String { dataFolder + "/settings.yaml" }

    package static let mostFiles = 16
    package static let mostWhitelistEntries = 10_000
    static let mostSwitchedOff = 100
    static let pullIntervals = Duration.seconds(60)...Duration.seconds(30 * 86_400)
}
