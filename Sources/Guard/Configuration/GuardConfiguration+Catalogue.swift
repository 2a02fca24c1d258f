import APIClient
import Blocklists
import Firewall
import Geolocation
package import Settings

extension GuardConfiguration: SettingsRoot {
    package static let scope = SettingsScope(
        commands: "'sikker guard'", check: "sikker guard config check", variable: "SIKKER_GUARD_CONFIG",
        usualPath: { _ in "/etc/sikkerguard/config.yaml" })

    /// Every setting there is. A new one is a line in one of these: file, variable, option, help, example, dashboard and
    /// `sikker guard config` follow. Those of one section stand together.
    package static let catalogue = [
        sources, blacklistSettings, listSettings, safety, enforcement, reports, notificationSettings, dashboardSettings,
        surroundings,
    ].flatMap(\.self)

    private static let sources: [Setting<GuardConfiguration>] = [
        Setting(
            "api.key", \.credential, .credential, "the key for the server's blacklist", flag: "key", isSecret: true,
            isReloaded: true),
        Setting("api.url", \.server, .server, "the Sikker server", flag: "server", isReloaded: true),
        Setting(
            "score_minimum", \.blacklist.scoreMinimum, .number(1...100), "the least confidence of a blocked address",
            flag: "score-min", variable: "SIKKER_SCORE_MIN", isReloaded: true),
        Setting(
            "pull_interval", \.pullInterval, .duration(pullIntervals),
            "how often the whole list is fetched where there is no live stream", isReloaded: true),
        Setting(
            "custom_blacklist", \.customBlacklists, .absoluteFiles(atMost: mostFiles), "files of addresses to block",
            example: "/etc/sikkerguard/block.txt", isReloaded: true),
        Setting(
            "sources.off", \.switchedOff, .sourceNames,
            "sources that are left out for now; their lists stay on disk", example: "blocklist-de-ssh", isReloaded: true
        ),
    ]

    private static let safety: [Setting<GuardConfiguration>] = [
        Setting(
            "whitelist", \.whitelist, .whitelist, "what is never blocked", example: "office.example", isReloaded: true),
        Setting(
            "maximum_share", \.maximumShare, .percent,
            "lists that would block more than this share of all addresses, in percent, are refused",
            variable: "SIKKER_MAX_SHARE", isReloaded: true),
        Setting(
            "connectivity.test", \.connectivity.isEnabled, .toggle,
            "take a change back when gateways, servers or targets are out of reach after it"),
        Setting(
            "connectivity.targets", \.connectivity.targets, .targets, "what must stay within reach",
            example: "db.example:5432"),
    ]

    private static let enforcement: [Setting<GuardConfiguration>] = [
        Setting("backend", \.chosenBackend, .backend, "how packets are dropped"),
        Setting(
            "xdp.interfaces", \.xdp.interfaces, .interfaces,
            "interfaces that the xdp backend shields; without any, all that are hardware", example: "eth0"),
        Setting(
            "xdp.modes", \.xdp.modes, .xdpModes, "how the xdp backend attaches, in the order in which it tries"),
        Setting(
            "xdp.udp_ports", \.xdp.shedPorts, .ports,
            "ports of UDP services of this machine that the xdp backend sheds floods at", example: "53"),
        Setting("ipv6", \.coversIPv6, .toggle, "block IPv6 addresses too"),
        Setting("dry_run", \.wantsDryRun, .toggle, "say what would be done, and do nothing"),
        Setting(
            "log_only", \.isLogOnly, .toggle, "log and count packets of listed addresses, and let them through",
            isReloaded: true),
        Setting(
            "flood_mode", \.isFloodMode, .toggle,
            "drop before connection tracking: cheaper, but answers from listed addresses are dropped too"),
        Setting(
            "block_outbound", \.blocksOutbound, .toggle, "drop what this machine opens to listed addresses too"),
        Setting("keep", \.keepsRules, .toggle, "leave the rules in place when the guard stops"),
    ]

    private static let reports: [Setting<GuardConfiguration>] = [
        Setting(
            "report.enabled", \.reporting.isEnabled, .toggle, "tell the server which addresses were blocked",
            isReloaded: true),
        Setting(
            "report.interval", \.reporting.interval, .duration(ReportingOptions.intervals), "how often it is told",
            isReloaded: true),
        Setting(
            "report.reserve", \.reporting.reserve, .percents(ReportingOptions.reserves),
            "the share of the key's daily reports that is left to others, in percent", isReloaded: true),
        Setting("history.enabled", \.history.isEnabled, .toggle, "keep what was blocked"),
        Setting(
            "history.retention", \.history.retention, .duration(HistoryOptions.retentions), "how long it is kept",
            isReloaded: true),
        Setting(
            "history.size", \.history.mostBytes, .bytes(HistoryOptions.sizes),
            "how much of the disk it takes at most; the oldest goes first", isReloaded: true),
    ]

    private static let surroundings: [Setting<GuardConfiguration>] = [
        Setting(
            "data", \.dataFolder, .absolutePath(completion: .folder), "where lists and generations are kept",
            variable: "SIKKER_GUARD_DATA"),
        Setting(
            "places.databases", \.places.databases, .absoluteFiles(atMost: mostFiles),
            "databases that say where addresses are, the one that is right first; without any, those of Debian's tor-geoipdb",
            flag: "database", example: "/var/lib/GeoIP/GeoLite2-Country.mmdb", isReloaded: true),
        Setting(
            "places.tor_exits", \.places.torExits, .absoluteFiles(atMost: mostFiles),
            "lists of the Tor network's exits", flag: "tor-exits", example: "/var/lib/sikkerguard/tor-exits.txt",
            isReloaded: true),
        Setting(
            "places.proxies", \.places.proxies, .absoluteFiles(atMost: mostFiles), "lists of proxies", flag: "proxies",
            example: "/var/lib/sikkerguard/proxies.txt", isReloaded: true),
        Setting("log.level", \.log.level, .logLevel, "the least level that is logged", isReloaded: true),
        Setting("log.json", \.log.isJSON, .toggle, "log JSON, one object a line"),
    ]

    package var contradictions: [SettingContradiction] {
        blocksNothing + asksNobody + halfTLS
    }

    private var blocksNothing: [SettingContradiction] {
        guard blacklist.addresses == .v6, !coversIPv6 else { return [] }
        return [
            SettingContradiction(
                "blacklist.ip_version", "asks for IPv6 addresses alone, while 'ipv6' is off: change one of the two")
        ]
    }

    /// Without a dashboard nobody could say later whom to ask.
    private var asksNobody: [SettingContradiction] {
        guard !hasSources, dashboard.port == 0 else { return [] }
        return [
            SettingContradiction(
                "api.key",
                "is not set, no blacklist of your own either, and the dashboard, where it could be, is off: set SIKKER_API_KEY to a key that begins with sk_, or "
                    + "SIKKER_CUSTOM_BLACKLIST to a file")
        ]
    }
}
