/// What a contributor says an address did. Numbers and names are fixed by the wire API: never renumber.
package enum ReportCategory: UInt8, NamedVocabulary {
    case bruteForce = 1
    case portScan = 2
    case ddos = 3
    case webExploit = 4
    case sqlInjection = 5
    case phishing = 6
    case spam = 7
    case badBot = 8
    case exploitedHost = 9
    case malware = 10
    case dnsAbuse = 11
    case openProxy = 12
    case iotTargeted = 13
    case spoofing = 14
    case fraud = 15
    case other = 16

    package var name: String {
        switch self {
        case .bruteForce: "brute_force"
        case .portScan: "port_scan"
        case .ddos: "ddos"
        case .webExploit: "web_exploit"
        case .sqlInjection: "sql_injection"
        case .phishing: "phishing"
        case .spam: "spam"
        case .badBot: "bad_bot"
        case .exploitedHost: "exploited_host"
        case .malware: "malware"
        case .dnsAbuse: "dns_abuse"
        case .openProxy: "open_proxy"
        case .iotTargeted: "iot_targeted"
        case .spoofing: "spoofing"
        case .fraud: "fraud"
        case .other: "other"
        }
    }

    /// A name, or a number as text ("1"…"16"): the spellings clients use.
    package init?(nameOrNumber text: some StringProtocol) {
        if let named = Self(name: text) {
            self = named
        } else if let number = UInt8(text), let numbered = Self(rawValue: number) {
            self = numbered
        } else {
            return nil
        }
    }
}
