package import ThreatModel

extension ReportCategory {
    /// Whether a report of it says no more than that somebody knocked: research scanners and search engines are reported
    /// for it every day, and rightly. It is a vote, and never a voice.
    package var isMinor: Bool {
        switch self {
        case .portScan, .badBot, .other: true
        case .bruteForce, .ddos, .webExploit, .sqlInjection, .phishing, .spam, .exploitedHost, .malware, .dnsAbuse,
            .openProxy,
            .iotTargeted, .spoofing, .fraud:
            false
        }
    }
}
