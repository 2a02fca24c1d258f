import APIClient
import Blocklists
import Firewall

/// What a guard says of itself when it starts.
enum GuardBanner {
    static func lines(_ configuration: GuardConfiguration, _ status: GuardStatus) -> [String] {
        var lines: [String] = []
        if configuration.credential != nil {
            let pull = DurationText.text(configuration.pullInterval)
            lines.append(
                "Blocking from a confidence of \(configuration.blacklist.scoreMinimum) by \(configuration.server), "
                    + "live, or pulled every \(pull)")
        }
        if !configuration.hasSources { lines.append("No source of addresses is set: nothing is blocked until one is") }
        for path in configuration.customBlacklists { lines.append("Blocking what \(path) lists") }
        lines.append("Never blocked: \(status.allowlist.summary)")
        let mode =
            switch status.policy.mode {
            case .drop: "packets of listed addresses are dropped"
            case .logOnly: "packets of listed addresses are only logged"
            }
        lines.append("Firewall ready: \(status.backend), \(mode)")
        for source in status.sources {
            guard let entries = source.entries else {
                lines.append("\(source.identity.name): no list yet")
                continue
            }
            lines.append("\(source.identity.name): \((entries.v4 + entries.v6).grouped) entries on disk")
        }
        if let group = status.policy.logging?.group {
            lines.append("Monitoring blocked packets (NFLOG group \(group))")
        }
        return lines
    }
}
