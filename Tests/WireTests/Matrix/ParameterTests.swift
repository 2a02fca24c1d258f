import TestWire
import Testing

/// Queries and paths that are not accepted, for every parameter there is.
@Suite("Parameters that are not accepted", .wireServer())
struct ParameterTests {
    @Test("A wrong value gets a sentence that names it, and costs nothing")
    func refused() async throws {
        let server = try WireServer.current
        let account = try await Account.make(on: server)
        let before = try await account.status()
        for (target, words) in Self.refusals {
            let answer = try await server.get(target, key: account.key)
            #expect(answer.faults(asRefusal: 400, containing: words, at: target) == [], "\(target)")
        }
        #expect(try await account.status() == before)
    }

    static let refusals: [(target: String, words: String)] =
        addresses.flatMap { address in
            ["check", "explain"].map { ("/v1/key/\($0)/\(address)", "IPv4 or IPv6 address") }
        }
        + check.map { ("/v1/key/check/45.99.1.1?\($0)", $1) }
        + filters.flatMap { query, words in
            [
                ("/v1/key/blacklist?\(query)", words), ("/v1/key/blacklist/stream?\(query)", words),
                ("/v1/key/blacklist/delta?since=1-1&\(query)", words),
            ]
        }
        + blacklist.map { ("/v1/key/blacklist?\($0)", $1) }
        + following.map { ("/v1/key/blacklist/\($0)", $1) }
        + networks.map { ("/v1/key/check-block?\($0)", $1) } + names
        + abuseIPDB.map { ("/api/v2/\($0)", $1) } + crowdSec.map { ("/v1/decisions\($0)", $1) }
        + taxii.map { ("/taxii2/collections/sikker-threat-intel/objects/?\($0)", $1) }

    static let addresses = [
        "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4%20", "0x1.2.3.4", "16909060", "::g",
        ":::", "1::2::3", "fe80::1%25eth0",
        "fe80::1%eth0", "[::1]", "1.2.3.4%2F24", "localhost", "%FF", "%00", "1.2.3.4%00", "+1.2.3.4",
        "-1", "null",
    ]

    static let check: [(String, String)] = [
        ("verbose=maybe", "'verbose' must be true or false"),
        ("verbose=", "'verbose' must be true or false"),
        ("verbose=TRUE", "'verbose' must be true or false"),
        ("verbose", "'verbose' must be true or false"),
        ("exclude=wings", "'exclude' does not know 'wings'"), ("exclude=ip,", "'exclude'"),
        ("exclude=", "'exclude'"),
        ("exclude=IP", "'exclude' does not know 'IP'"), ("maxAge=0", "'maxAge'"),
        ("maxAge=-1", "'maxAge'"),
        ("maxAge=1w", "'maxAge'"), ("maxAge=1.5h", "'maxAge'"), ("maxAge=h", "'maxAge'"),
        ("maxAge=99999999999999999999d", "'maxAge'"), ("protocols=", "'protocols'"),
        ("protocols=ssh,,http", "'protocols'"),
        ("protocols=gopher", "'protocols' does not know 'gopher'"),
        ("protocols=ssh+http", "'protocols' does not know 'ssh+http'"),
        ("ignoreWhitelist=2", "'ignoreWhitelist'"),
        ("verbose=true&verbose=true", "'verbose' may be given only once"),
        ("verbose=true&x=1&%76erbose=true", "'verbose' may be given only once"),
        ("exclude=%FF", "UTF-8"),
        ("%FF=1", "UTF-8"),
        ((1...65).map { "x\($0)=1" }.joined(separator: "&"), "at most 64 parameters"),
    ]

    /// Of the list, its stream and its changes alike.
    static let filters: [(String, String)] = [
        ("scoreMinimum=0", "'scoreMinimum' must be a whole number from 1 to 100"),
        ("scoreMinimum=101", "'scoreMinimum'"), ("scoreMinimum=50.5", "'scoreMinimum'"),
        ("scoreMinimum=", "'scoreMinimum'"), ("scoreMinimum=+50", "'scoreMinimum'"),
        ("scoreMinimum=5e1", "'scoreMinimum'"),
        ("scoreMinimum=99999999999999999999", "'scoreMinimum'"),
        ("ipVersion=5", "'ipVersion' must be 4, 6 or mixed"),
        ("ipVersion=", "'ipVersion'"), ("ipVersion=IPv4", "'ipVersion'"),
        ("protocols=gopher", "'protocols'"),
        ("protocols=", "'protocols'"), ("minSeverity=severe", "'minSeverity'"),
        ("minSeverity=", "'minSeverity'"),
        ("onlyCountries=DEU", "'onlyCountries'"), ("onlyCountries=XX", "'onlyCountries'"),
        ("onlyCountries=", "'onlyCountries'"),
        ("onlyCountries=DE,,US", "'onlyCountries'"), ("exceptCountries=1", "'exceptCountries'"),
        ("onlyAsn=AS", "'onlyAsn'"),
        ("onlyAsn=0", "'onlyAsn'"), ("onlyAsn=4294967296", "'onlyAsn'"), ("onlyAsn=ASX", "'onlyAsn'"),
        ("exceptAsn=-1", "'exceptAsn'"),
        ("onlyAsn=\((1...257).map { "\($0)" }.joined(separator: ","))", "'onlyAsn' takes at most 256"),
        ("ignoreWhitelist=yes", "'ignoreWhitelist'"),
        ("ipVersion=4&ipVersion=6", "'ipVersion' may be given only once"),
        ("scoreMinimum=%FF", "UTF-8"),
    ]

    static let blacklist: [(String, String)] = [
        ("limit=0", "'limit' must be a whole number from 1 on"), ("limit=-5", "'limit'"),
        ("limit=ten", "'limit'"),
        ("limit=", "'limit'"), ("limit=1.0", "'limit'"), ("plaintext=1.0", "'plaintext'"),
        ("format=xml", "'format' must be one of json"),
        ("format=", "'format'"), ("aggregate=maybe", "'aggregate'"),
        ("aggregate=true&format=json", "'aggregate=true'"),
        ("plaintext=true&format=nginx", "contradict"), ("key=a&key=b", "'key' may be given only once"),
    ]

    static let following: [(String, String)] = [
        ("stream?since=yesterday", "cursor"), ("stream?since=1", "cursor"),
        ("stream?since=1-2-0", "cursor"),
        ("stream?limit=5", "'limit'"), ("stream?format=plaintext", "'format'"),
        ("stream?aggregate=false", "'aggregate'"),
        ("delta", "'since' must be the cursor"), ("delta?since=", "'since'"),
        ("delta?since=-1-1", "cursor"),
        ("delta?since=1-1&format=nginx", "'format'"), ("delta?since=1-1&limit=1", "'limit'"),
    ]

    static let networks: [(String, String)] = [
        ("", "'network' or 'asn' is needed"),
        ("network=45.0.0.0/15", "'network' may be as wide as /16"),
        ("network=2001:db8::/47", "'network'"), ("network=45.0.0.0/33", "'network' must be a network"),
        ("network=45.0.0", "'network'"), ("network=", "'network'"),
        ("network=45.0.0.0/16&asn=1", "cannot both"), ("asn=AS", "'asn'"),
        ("asn=0", "'asn'"), ("asn=99999999999", "'asn'"), ("network=45.0.0.0/16&limit=1001", "'limit'"),
        ("network=45.0.0.0/16&scoreMinimum=0", "'scoreMinimum'"),
        ("network=45.0.0.0/16&network=45.0.0.0/16", "only once"),
    ]

    static let names: [(String, String)] = [
        ("/v1/key/username/\(String(repeating: "x", count: 257))", "1 to 256 characters"),
        ("/v1/key/username/%FF", "UTF-8"),
        ("/v1/key/email/nobody", "mail address"), ("/v1/key/email/a@b", "mail address"),
        ("/v1/key/email/@example.com", "mail address"),
        ("/v1/key/email/a@example..com", "mail address"),
        ("/v1/key/email/%FF@example.com", "mail address"),
    ]

    static let taxii: [(String, String)] = [
        ("limit=0", "'limit' must be a whole number from 1 to 1000"), ("limit=1001", "'limit'"),
        ("limit=x", "'limit'"),
        ("next=x", "'next'"), ("next=", "'next'"), ("offset=-1", "'offset'"),
        ("added_after=yesterday", "'added_after'"),
        ("added_after=2026-13-01T00:00:00Z", "'added_after'"),
        ("added_after=2026-01-01", "'added_after'"), ("match[id]=", "'match[id]'"),
        ("match[version]=newest", "'match[version]'"), ("match[wings]=1", "'match[wings]'"),
        ("limit=5&limit=5", "only once"),
        ("scoreMinimum=0", "'scoreMinimum'"), ("ipVersion=5", "'ipVersion'"),
        ("revoked=perhaps", "'revoked'"),
    ]

    static let abuseIPDB: [(String, String)] = [
        ("check", "'ipAddress' is missing"), ("check?ipAddress=1.2.3", "'ipAddress' must be"),
        ("check?ipAddress=1.2.3.4&ipAddress=1.2.3.4", "twice"), ("check?ipAddress=%FF", "UTF-8"),
        ("check?ipAddress=1.2.3.4&maxAgeInDays=366", "'maxAgeInDays'"),
        ("check?ipAddress=1.2.3.4&maxAgeInDays=", "'maxAgeInDays'"),
        ("reports?ipAddress=1.2.3.4&page=0", "'page'"),
        ("reports?ipAddress=1.2.3.4&page=99999999999999999999", "'page'"),
        ("reports?ipAddress=1.2.3.4&perPage=101", "'perPage'"), ("check-block?network=1.2.3.4/8", "'network'"),
        ("blacklist?confidenceMinimum=101", "'confidenceMinimum'"), ("blacklist?limit=0", "'limit'"),
        ("blacklist?onlyCountries=XX", "'onlyCountries'"), ("blacklist?ipVersion=", "'ipVersion'"),
        ((1...33).map { "x\($0)=1" }.joined(separator: "&").replacing("x1=", with: "check?x1="), "at most 32"),
    ]

    static let crowdSec: [(String, String)] = [
        ("?ip=1.2.3", "'ip' must be"), ("?range=1.2.3.0/33", "'range'"), ("?range=1.0.0.0/8&contains=false", "'range'"),
        ("?contains=maybe", "'contains'"), ("?limit=0", "'limit'"), ("?scopes=", "'scopes'"),
        ("?origins=a,,b", "'origins'"),
        ("/stream?startup=maybe", "'startup'"), ("/stream?ip=1.2.3.4", "'ip'"),
        ("/stream?scoreMinimum=0", "'scoreMinimum'"),
        ("/stream?startup=true&startup=true", "only once"), ("/stream?scopes=%FF", "UTF-8"),
        ("/stream?scenarios_containing=\((1...257).map { "\($0)" }.joined(separator: ","))", "at most 256"),
    ]

    @Test("What is not known is ignored, and what is unusual and right is taken")
    func accepted() async throws {
        let server = try WireServer.current
        let key = try await server.key()
        let targets = [
            "/v1/key/check/45.99.1.1?wings=2", "/v1/key/check/45.99.1.1?", "/v1/key/check/45.99.1.1?&&",
            "/v1/key/check/45.99.1.1?=",
            "/v1/key/check/45.99.1.1?exclude=ip,found&verbose=0&maxAge=30d&protocols=SSH,http",
            "/v1/key/check/45.99.1.1?%65xclude=%69p", "/v1/key/check/2001:DB8::1",
            "/v1/key/check/2001%3adb8%3A%3a1",
            "/v1/key/check/::ffff:45.99.1.1", "/v1/key/blacklist?limit=99999999999999999999999",
            "/v1/key/blacklist?limit=007",
            "/v1/key/blacklist?onlyCountries=de,Us&exceptAsn=AS64500,64501&minSeverity=critical&ipVersion=mixed",
            "/v1/key/check-block?network=45.99.1.77/24", "/v1/key/check-block?network=45.99.1.77",
        ]
        for target in targets {
            let answer = try await server.get(target, key: key)
            #expect(answer.status == 200, "\(target): \(answer.text.prefix(300))")
        }
    }
}
