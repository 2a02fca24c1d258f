import ThreatModel

/// The categories of AbuseIPDB, and what they are called here. `docs/facades.md` shows this table.
///
/// A report has one category here and any number there: of several, the one that stands first in ``all`` is taken, so that
/// "an SQL injection by a web attacker" is not reduced to "somebody scanned ports".
struct AbuseIPDBCategory {
    let number: Int
    let title: StaticString
    let category: ReportCategory
    /// The protocol that the category implies.
    var protocolName: String?

    /// What tells most of an attack first.
    static let all: [AbuseIPDBCategory] = [
        AbuseIPDBCategory(number: 16, title: "SQL Injection", category: .sqlInjection),
        AbuseIPDBCategory(number: 21, title: "Web App Attack", category: .webExploit),
        AbuseIPDBCategory(number: 20, title: "Exploited Host", category: .exploitedHost),
        AbuseIPDBCategory(number: 7, title: "Phishing", category: .phishing),
        AbuseIPDBCategory(number: 3, title: "Fraud Orders", category: .fraud),
        AbuseIPDBCategory(number: 8, title: "Fraud VoIP", category: .fraud, protocolName: "sip"),
        AbuseIPDBCategory(number: 1, title: "DNS Compromise", category: .dnsAbuse),
        AbuseIPDBCategory(number: 2, title: "DNS Poisoning", category: .dnsAbuse),
        AbuseIPDBCategory(number: 4, title: "DDoS Attack", category: .ddos),
        AbuseIPDBCategory(number: 6, title: "Ping of Death", category: .ddos),
        AbuseIPDBCategory(number: 17, title: "Spoofing", category: .spoofing),
        AbuseIPDBCategory(number: 23, title: "IoT Targeted", category: .iotTargeted),
        AbuseIPDBCategory(number: 18, title: "Brute-Force", category: .bruteForce),
        AbuseIPDBCategory(number: 22, title: "SSH", category: .bruteForce, protocolName: "ssh"),
        AbuseIPDBCategory(number: 5, title: "FTP Brute-Force", category: .bruteForce, protocolName: "ftp"),
        AbuseIPDBCategory(number: 10, title: "Web Spam", category: .spam),
        AbuseIPDBCategory(number: 11, title: "Email Spam", category: .spam, protocolName: "smtp"),
        AbuseIPDBCategory(number: 12, title: "Blog Spam", category: .spam),
        AbuseIPDBCategory(number: 19, title: "Bad Web Bot", category: .badBot),
        AbuseIPDBCategory(number: 9, title: "Open Proxy", category: .openProxy),
        AbuseIPDBCategory(number: 14, title: "Port Scan", category: .portScan),
        AbuseIPDBCategory(number: 15, title: "Hacking", category: .other),
        AbuseIPDBCategory(number: 13, title: "VPN IP", category: .other),
    ]

    /// What a list of numbers between commas means here: the first category in the order of ``all``, and the first protocol
    /// that any of them implies.
    ///
    /// - Throws: ``RequestError``: one of them is no category.
    static func meaning(of list: String) throws(RequestError) -> (category: ReportCategory, protocolName: String?) {
        var numbers: Set<Int> = []
        for word in list.split(separator: ",", maxSplits: maximumCount, omittingEmptySubsequences: false) {
            // Some clients write a blank behind the comma. What is no number is no category either.
            numbers.insert(ASCIIText.number(word.drop { $0 == " " }.utf8) ?? 0)
        }
        let named = all.filter { numbers.contains($0.number) }
        guard let first = named.first, named.count == numbers.count else {
            throw .badRequest("'categories' must list numbers from 1 to \(all.count), such as 18,22")
        }
        return (first.category, named.lazy.compactMap(\.protocolName).first)
    }

    /// Numbers in one list; AbuseIPDB takes 30.
    private static let maximumCount = 30

    /// The numbers that say of a report what it says here: that of its category, and the one that names its protocol.
    static func numbers(of category: ReportCategory, protocolName: String?) -> [Int] {
        let general = all.first { $0.category == category && $0.protocolName == nil }?.number
        let special = all.first {
            $0.category == category && $0.protocolName != nil && $0.protocolName == protocolName
        }?.number
        // What is malware there has no number of its own.
        let numbers = [general, special].compactMap { $0 }
        return numbers.isEmpty ? [15] : numbers
    }

    /// The numbers for a visit to a sensor on some protocol: that of trying to get in, and the protocol's own.
    static func numbers(ofVisitOn visited: AttackProtocol) -> [Int] {
        switch visited {
        case .http, .elasticsearch, .docker: [21]
        case .smtp: [11]
        case .sip: [8]
        case .rtsp: [23]
        case .ssh, .ftp, .telnet, .imap, .mysql, .postgresql, .mssql, .mongodb, .redis, .smb, .rdp:
            numbers(of: .bruteForce, protocolName: visited.name)
        }
    }
}
