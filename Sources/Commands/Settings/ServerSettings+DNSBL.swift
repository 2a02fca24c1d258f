import Settings
import ThreatAPI

extension ServerSettings {
    /// Those of the list over DNS.
    static let naming: [Setting<ServerSettings>] = [
        Setting(
            "dnsbl.zone", \.api.dnsbl.zone, .domain,
            "the zone of a DNS list (RFC 5782) that is answered for; none: no DNS", example: "bl.example.org"),
        Setting(
            "dnsbl.listen", \.api.dnsbl.listen, .namingPlaces, "where DNS is answered, with UDP and TCP",
            example: "192.0.2.1:53"),
        Setting(
            "dnsbl.score_minimum", \.api.dnsbl.scoreMinimum, .confidence,
            "the least confidence of an address that the DNS list holds"),
        Setting(
            "dnsbl.ttl", \.api.dnsbl.timeToLive, .seconds(0...86_400),
            "seconds for which resolvers remember that an address is listed, or is not"),
        Setting(
            "dnsbl.name_servers", \.api.dnsbl.nameServers, .domains,
            "the zone's name servers, the same names as in the zone above it", flag: "dnsbl-name-server",
            example: "ns1.example.org"),
        Setting(
            "dnsbl.rate", \.api.dnsbl.rate, .number(1...10_000_000),
            "answers a second over UDP to one IPv4 network of 24 bits, or one IPv6 network of 56 bits; more go over TCP"
        ),
        Setting(
            "dnsbl.exempt", \.api.dnsbl.exempt, .networks, "networks to which 'dnsbl.rate' does not apply"),
        Setting(
            "dnsbl.connections", \.api.dnsbl.connections, .number(1...1_000_000),
            "connections over TCP to the DNS list at once; more are closed"),
        Setting(
            "dnsbl.idle_time", \.api.dnsbl.idleTime, .seconds(1...3600),
            "seconds between two questions of a TCP connection to the DNS list"),
    ]

    /// What the settings of the DNS list say against one another.
    var namingContradictions: [SettingContradiction] {
        let list = api.dnsbl
        var found: [SettingContradiction] = []
        guard let zone = list.zone else {
            if !list.nameServers.isEmpty {
                found.append(
                    SettingContradiction("dnsbl.name_servers", "means nothing without 'dnsbl.zone', which they serve"))
            }
            return found
        }
        if list.listen.isEmpty {
            found.append(SettingContradiction("dnsbl.listen", "must name an address and a port: 'dnsbl.zone' is set"))
        }
        if let inside = list.nameServers.first(where: { $0.isWithin(zone) }) {
            found.append(
                SettingContradiction(
                    "dnsbl.name_servers", "must lie outside '\(zone)', which holds nothing but the list: '\(inside)'"))
        }
        return found
    }
}
