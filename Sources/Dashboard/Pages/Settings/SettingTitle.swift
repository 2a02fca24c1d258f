/// What people call a setting.
enum SettingTitle {
    /// Parts of names that are not written like other words.
    private static let spellings = [
        "api": "API", "url": "URL", "asn": "ASN", "ip": "IP", "ipv6": "IPv6", "xdp": "XDP", "udp": "UDP",
        "json": "JSON",
        "tls": "TLS", "abuseipdb": "AbuseIPDB", "blocklist_de": "blocklist.de",
    ]

    /// `report.interval` is `Report interval`.
    static func of(_ name: String) -> String {
        let words = name.split(separator: ".").flatMap { part -> [String] in
            if let spelling = spellings[String(part)] { return [spelling] }
            return part.split(separator: "_").map { spellings[String($0)] ?? String($0) }
        }
        let text = words.joined(separator: " ")
        return words.first == "blocklist.de" ? text : text.capitalised
    }
}
