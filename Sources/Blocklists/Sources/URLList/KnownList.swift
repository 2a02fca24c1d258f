/// A public list that can be asked for by name: where it is, how it is written, and how often it may be fetched.
package struct KnownList: Equatable, Sendable {
    /// As settings name it.
    package var id: String
    /// For people.
    package var name: String
    /// What is on it, as a phrase.
    package var summary: String
    package var url: String
    package var format: ListFormat
    /// No publisher asks for longer pauses.
    package var interval: Duration
    /// What the publisher asks of whoever uses it.
    package var terms: String
    /// The publisher's own words about it.
    package var page: String

    /// As a list of the user's own would be set up; `nil` never, which a test shows.
    package var options: URLListOptions? {
        (try? FetchURL(url)).map { URLListOptions(name: name, url: $0, interval: interval, format: format) }
    }
}

extension KnownList {
    /// In the order in which they are offered: from the surest to the broadest.
    package static let all: [KnownList] = [
        KnownList(
            id: "spamhaus-drop", name: "Spamhaus DROP",
            summary: "networks that are in the hands of criminals as a whole: hijacked, or rented for nothing else",
            url: "https://www.spamhaus.org/drop/drop_v4.json", format: .json(.member("cidr")), interval: .hours(24),
            terms: "Free; at most one fetch an hour, or the address is locked out.",
            page: "https://www.spamhaus.org/blocklists/do-not-route-or-peer/"),
        KnownList(
            id: "spamhaus-drop-v6", name: "Spamhaus DROP v6", summary: "the same for IPv6",
            url: "https://www.spamhaus.org/drop/drop_v6.json", format: .json(.member("cidr")), interval: .hours(24),
            terms: "Free; at most one fetch an hour, or the address is locked out.",
            page: "https://www.spamhaus.org/blocklists/do-not-route-or-peer/"),
        KnownList(
            id: "firehol-level1", name: "FireHOL level 1",
            summary: "several careful lists as one, DROP and DShield among them: few mistakes, broad networks",
            url: "https://iplists.firehol.org/files/firehol_level1.netset", format: .netset, interval: .hours(12),
            terms: "Free; each list that is in it has terms of its own.",
            page: "https://iplists.firehol.org/?ipset=firehol_level1"),
        KnownList(
            id: "firehol-level2", name: "FireHOL level 2",
            summary: "attackers of the last 48 hours from several lists, blocklist.de among them",
            url: "https://iplists.firehol.org/files/firehol_level2.netset", format: .netset, interval: .hours(6),
            terms: "Free; each list that is in it has terms of its own.",
            page: "https://iplists.firehol.org/?ipset=firehol_level2"),
        KnownList(
            id: "emerging-threats", name: "Emerging Threats",
            summary: "networks and hosts that Proofpoint's open rules block: DROP, DShield and servers of botnets",
            url: "https://rules.emergingthreats.net/fwrules/emerging-Block-IPs.txt", format: .plain,
            interval: .hours(24), terms: "Free; each list that is in it has terms of its own.",
            page: "https://rules.emergingthreats.net/"),
        KnownList(
            id: "et-compromised", name: "Emerging Threats compromised",
            summary: "hosts that are known to be broken into and to attack others",
            url: "https://rules.emergingthreats.net/blockrules/compromised-ips.txt", format: .plain,
            interval: .hours(24), terms: "Free.", page: "https://rules.emergingthreats.net/"),
        KnownList(
            id: "cins-army", name: "CINS Army",
            summary: "hosts with the worst scores at sensors of Sentinel IPS that few other lists know",
            url: "https://cinsscore.com/list/ci-badguys.txt", format: .plain, interval: .hours(6), terms: "Free.",
            page: "https://cinsscore.com/"),
        KnownList(
            id: "greensnow", name: "GreenSnow",
            summary: "scanners and password guessers that its sensors saw",
            url: "https://blocklist.greensnow.co/greensnow.txt", format: .plain, interval: .hours(6), terms: "Free.",
            page: "https://greensnow.co/"),
        KnownList(
            id: "bruteforceblocker", name: "BruteForceBlocker",
            summary: "hosts that guess passwords of SSH, as reported by its users",
            url: "https://danger.rulez.sk/projects/bruteforceblocker/blist.php", format: .plain, interval: .hours(12),
            terms: "Free.", page: "https://danger.rulez.sk/index.php/bruteforceblocker/"),
        KnownList(
            id: "ipsum-3", name: "IPsum level 3",
            summary: "addresses that are on at least three of more than thirty lists",
            url: "https://raw.githubusercontent.com/stamparm/ipsum/master/levels/3.txt", format: .plain,
            interval: .hours(24), terms: "Free; made once a day.", page: "https://github.com/stamparm/ipsum"),
        KnownList(
            id: "tor-exits", name: "Tor exits",
            summary: "where the Tor network ends: no attackers by themselves, but nobody's own address either",
            url: "https://check.torproject.org/torbulkexitlist", format: .plain, interval: .hours(3), terms: "Free.",
            page: "https://check.torproject.org/"),
    ]
}

extension Duration {
    fileprivate static func hours(_ count: Int) -> Duration { .seconds(3600 * count) }
}
