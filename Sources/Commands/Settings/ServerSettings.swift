import Geolocation
import Glibc
import Settings
import ThreatAPI

/// Everything that can be set about a server, with the values it has when nobody says anything.
struct ServerSettings: SettingsRoot {
    var api = ThreatAPIConfiguration(dataFolder: DataFolders.server, version: Version.number)
    var log = LogOutput()
    var tls = TLSSettings() { didSet { api.tls = tls.files } }

    var listen: ListenAddress {
        get { ListenAddress(host: api.host, port: api.port) }
        set { (api.host, api.port) = (newValue.host, newValue.port) }
    }

    /// The server's own port, as a client on this machine reaches it.
    func localURL(port: Int) -> String {
        listen.localURL(scheme: api.tls.map { $0.port == nil } == true ? "https" : "http", port: port)
    }

    var disabledNetworkLists: [String] {
        get { api.knownNetworks.disabled.sorted() }
        set { api.knownNetworks.disabled = Set(newValue) }
    }

    /// From the signal to stop to the end of the server.
    var shutdownLimit: Duration { api.drainDelay + api.shutdownLimit }

    /// Every setting there is. A new one is a line in one of these: file, variable, option, help, example and `sikker config`
    /// follow.
    static let catalogue: [Setting<ServerSettings>] = [general, connecting, naming, metering].flatMap(\.self)

    static let scope = SettingsScope(
        commands: "'sikker server' and 'sikker up'", check: "sikker config check", variable: "SIKKER_CONFIG",
        usualPath: { environment in
            if geteuid() == 0 { return "/etc/sikker/server.yaml" }
            // XDG Base Directory Specification.
            let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            return (folder ?? (environment["HOME"] ?? "/") + "/.config") + "/sikker/server.yaml"
        })

    private static let general: [Setting<ServerSettings>] = [
        Setting("listen", \.listen, .place, "where it listens; port 0 takes any free one"),
        Setting("data", \.api.dataFolder, .folder, "the folder for everything that lasts"),
        Setting(
            "public_url", \.api.publicBaseURL, .baseURL, "the address under which clients reach the server",
            example: "https://sikker.example"),
        Setting(
            "own_networks", \.api.ownNetworks, .networks, "networks of your own, never scored or listed",
            flag: "own-network", example: "198.51.100.0/24"),
        Setting(
            "retention_days", \.api.retentionDays, .number(1...3650),
            "after so many days without activity an address is forgotten, and raw events and reports are deleted"),
        Setting(
            "feed_length", \.api.feedLength, .number(1000...50_000_000),
            "changes kept for clients of the live stream that come back"),
        Setting(
            "places.databases", \.api.places.databases, .files,
            "databases that say where addresses are, the one that is right first; without any, those of Debian's tor-geoipdb",
            flag: "database", example: "/var/lib/GeoIP/GeoLite2-City.mmdb"),
        Setting(
            "places.tor_exits", \.api.places.torExits, .files, "lists of the Tor network's exits", flag: "tor-exits",
            example: "/var/lib/sikker/tor-exits.txt"),
        Setting(
            "places.proxies", \.api.places.proxies, .files, "lists of proxies", flag: "proxies",
            example: "/var/lib/sikker/proxies.txt"),
        Setting(
            "known_networks.folder", \.api.knownNetworks.folder, .folder,
            "a folder with lists of known benign networks of your own, each a file that ends in .txt",
            example: "/etc/sikker/known-networks"),
        Setting(
            "known_networks.disabled", \.disabledNetworkLists, .names,
            "names of lists of known benign networks that do not count", flag: "disable-known-networks",
            example: "some-scanner"),
        Setting(
            "rules.folder", \.api.ruleFolder, .folder,
            "a folder with rules of your own, each a file that ends in .yaml; a change counts while the server runs",
            example: "/etc/sikker/rules"),
        Setting("open_metrics", \.api.metricsAreOpen, .toggle, "answer /metrics to other machines too"),
        Setting(
            "alerts.sendmail", \.api.alerts.sendmail, .program,
            "the program that takes mail as 'sendmail -i -t' does; none: no mail is sent",
            example: "/usr/sbin/sendmail"),
        Setting("alerts.mail_from", \.api.alerts.mailFrom, .mailSender, "who mail comes from"),
        Setting(
            "alerts.private_webhooks", \.api.alerts.allowsPrivateWebhooks, .toggle,
            "let webhooks go to private and loopback addresses and over plain HTTP"),
        Setting(
            "appeals", \.api.takesAppeals, .toggle,
            "let those who hold a listed address appeal, and ask the address for the proof"),
        Setting(
            "files.megabytes", \.api.blobs.megabytes, .number(0...1_000_000_000),
            "room in MiB for the files that visitors left at sensors, beyond which the oldest are given up; 0: none are taken"
        ),
        Setting("log.level", \.log.level, .logLevel, "the least level that is logged"),
        Setting("log.json", \.log.isJSON, .toggle, "log JSON, one object a line"),
    ]

    private static let metering: [Setting<ServerSettings>] = [
        Setting(
            "tiers", \.api.tiers, .tiers, "what keys may use in a day; a change counts while the server runs",
            isReloaded: true)
    ]
}
