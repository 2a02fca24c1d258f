/// The settings of the guard, by the names of their environment variables.
package enum GuardSetting: String, CaseIterable, Sendable {
    case key = "SIKKER_API_KEY"
    case server = "SIKKER_API_URL"
    case scoreMinimum = "SIKKER_SCORE_MIN"
    case pullInterval = "SIKKER_PULL_INTERVAL"
    case customBlacklist = "SIKKER_CUSTOM_BLACKLIST"
    case whitelist = "SIKKER_WHITELIST"
    case backend = "SIKKER_BACKEND"
    case ipv6 = "SIKKER_IPV6"
    case dryRun = "SIKKER_DRY_RUN"
    case logOnly = "SIKKER_LOG_ONLY"
    case maximumShare = "SIKKER_MAX_SHARE"
    case dataFolder = "SIKKER_GUARD_DATA"
    case keep = "SIKKER_KEEP"

    /// What holds when it is not set; `nil` when that means something of its own.
    package var defaultText: String? {
        switch self {
        case .key, .customBlacklist, .whitelist: nil
        case .server: "http://127.0.0.1:7063"
        case .scoreMinimum: "50"
        case .pullInterval: "24h"
        case .backend: "auto"
        case .ipv6: "true"
        case .dryRun, .logOnly, .keep: "false"
        case .maximumShare: "5"
        case .dataFolder: "/var/lib/sikkerguard"
        }
    }

    /// What it means, for help texts.
    package var meaning: String {
        switch self {
        case .key: "the key for the server's blacklist; required unless there is a blacklist of your own"
        case .server: "the Sikker server"
        case .scoreMinimum: "the least confidence of a blocked address"
        case .pullInterval: "how often the whole list is fetched where there is no live stream"
        case .customBlacklist: "files of addresses to block, separated by commas"
        case .whitelist: "what is never blocked, separated by commas"
        case .backend: "how packets are dropped"
        case .ipv6: "whether IPv6 addresses are blocked too"
        case .dryRun: "say what would be done and do nothing"
        case .logOnly: "log and count packets of listed addresses, and let them through"
        case .maximumShare: "lists that would block more than this share of all addresses, in percent, are refused"
        case .dataFolder: "where lists and generations are kept"
        case .keep: "leave the rules in place when the guard stops"
        }
    }

    /// What is accepted, to follow a wrong value.
    package var accepted: String {
        switch self {
        case .key: "a key that begins with sk_"
        case .server: "a URL such as https://sikker.example:7063"
        case .scoreMinimum: "a whole number from 1 to 100"
        case .pullInterval: "a time such as 90s, 30m, 24h or 7d, from 1m to 30d"
        case .customBlacklist: "absolute paths, separated by commas, at most \(GuardConfiguration.mostFiles)"
        case .whitelist: "addresses, networks, ranges and host names, separated by commas"
        case .backend: "one of \(BackendChoice.allCases.map(\.rawValue).joined(separator: ", "))"
        case .ipv6, .dryRun, .logOnly, .keep: "true or false"
        case .maximumShare: "a number above 0, up to 100"
        case .dataFolder: "an absolute path"
        }
    }

    package var isSecret: Bool { self == .key }
}
