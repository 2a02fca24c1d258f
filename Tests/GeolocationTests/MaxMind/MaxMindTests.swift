import IPNetworks
import Testing
import ThreatModel

@testable import Geolocation

@Suite struct MaxMindTests {
    typealias Value = TestDatabase.Value

    static let prefix = IPPrefix(single: address)
    static let address = IPAddress(v4: 0x2d0a_0102)

    /// The place that a record of that value gives.
    private func place(_ value: Value) throws -> Place? {
        var database = TestDatabase()
        database.insert(Self.prefix, value)
        // Of a record that says nothing no table would be made.
        database.insert(IPPrefix(single: IPAddress(v6: 0x2a00 << 112)), .map([("country_code", .text("SE"))]))
        return try read(database.bytes).place(of: Self.address)
    }

    /// Every maker's way of saying it.
    @Test(arguments: [
        (#"{"country":{"iso_code":"DE"}}"#, Value.map([("country", .map([("iso_code", .text("DE"))]))])),
        ("country_code", .map([("country_code", .text("DE"))])),
        ("country as a code", .map([("country", .text("DE"))])),
        ("country as a name beside a code", .map([("country", .text("Germany")), ("country_code", .text("DE"))])),
        ("lower case", .map([("country_code", .text("de"))])),
        ("registered only", .map([("registered_country", .map([("iso_code", .text("DE"))]))])),
        (
            "registered elsewhere",
            .map([
                ("registered_country", .map([("iso_code", .text("US"))])),
                ("country", .map([("iso_code", .text("DE"))])),
            ])
        ),
        ("nothing but the code", .text("de")),
        (
            "among others",
            .map([
                ("continent", .map([("code", .text("EU")), ("names", .map([("en", .text("Europe"))]))])),
                ("location", .map([("latitude", .double(51.2)), ("accuracy_radius", .number(20, bytes: 2))])),
                ("subdivisions", .list([.map([("iso_code", .text("US"))])])),
                ("country", .map([("is_in_european_union", .flag(true)), ("iso_code", .text("DE"))])),
            ])
        ),
    ]) func findsTheCountry(_ what: String, _ value: Value) throws {
        #expect(try place(value) == Place(country: CountryCode("DE")))
    }

    @Test(arguments: [
        Value.map([("country_code", .text(""))]), .map([("country_code", .text("EU"))]),
        .map([("country_code", .text("DEU"))]), .map([("country_code", .number(7, bytes: 2))]),
        .map([("country", .map([("iso_code", .list([.text("DE")]))]))]), .map([]), .list([.text("DE")]),
        .map([("autonomous_system_number", .number(0, bytes: 4))]), .map([("asn", .text("none"))]),
        .map([("asn", .text("AS99999999999"))]), .map([("asn", .text("AS"))]), .map([("name", .text(""))]),
        .map([("is_tor", .text("false"))]), .map([("traits", .map([("is_tor_exit_node", .flag(false))]))]),
    ]) func whatMakesNoSenseIsUnknown(_ value: Value) throws { #expect(try place(value) == nil) }

    @Test func findsEverythingElse() throws {
        #expect(
            try place(
                .map([
                    ("autonomous_system_number", .number(64500, bytes: 4)),
                    ("autonomous_system_organization", .text("Example Ltd.")),
                ])) == Place(asn: 64500, organisation: "Example Ltd."))
        #expect(
            try place(
                .map([("asn", .text("AS64500")), ("name", .text("Example Ltd.")), ("domain", .text("a.example"))]))
                == Place(asn: 64500, organisation: "Example Ltd."))
        #expect(
            try place(.map([("asn", .map([("number", .text("64500")), ("name", .text("Example"))]))]))
                == Place(asn: 64500, organisation: "Example"))
        #expect(
            try place(.map([("city", .map([("names", .map([("de", .text("Köln")), ("en", .text("Cologne"))]))]))]))
                == Place(city: "Cologne"))
        #expect(try place(.map([("city", .text("Köln"))])) == Place(city: "Köln"))
        #expect(
            try place(.map([("is_tor_exit_node", .flag(true)), ("is_public_proxy", .flag(true))]))
                == Place(isTor: true, isProxy: true))
        #expect(
            try place(.map([("privacy", .map([("tor", .text("true")), ("proxy", .text(""))]))])) == Place(isTor: true))
        let long = String(repeating: "ö", count: 300)
        #expect(try place(.map([("city", .text(long))]))?.city == String(repeating: "ö", count: 128))
    }

    @Test(arguments: [24, 28, 32], [4, 6]) func agreesWithLookingThroughAllNetworks(recordSize: Int, version: Int)
        throws
    {
        var random = SplitMix64(seed: UInt64(recordSize * 8 + version))
        for round in 0..<12 {
            var places = RandomPlaces(seed: UInt64(round + recordSize))
            var database = TestDatabase()
            database.recordSize = recordSize
            database.ipVersion = version
            var inserted: [(range: IPRange, place: Place)] = []
            while inserted.count < 40 {
                let address = places.address()
                guard version == 6 || address.isIPv4 else { continue }
                // Below the IPv4 addresses of the tree nothing else can lie.
                guard address.isIPv4 || address.mapped >> 32 != 0 else { continue }
                let length = Int.random(in: address.isIPv4 ? 8...32 : 100...128, using: &random)
                guard let prefix = IPPrefix(address, length: length) else { continue }
                let place = places.place()
                database.insert(prefix, Self.record(place))
                inserted.insert((prefix.range, place), at: 0)
            }
            database.hasAliases = version == 6 && inserted.contains { $0.range.family == .v4 }
            let table = try read(database.bytes)
            for _ in 0..<300 {
                let address = places.address()
                guard version == 6 || address.isIPv4, address.isIPv4 || address.mapped >> 32 != 0 else { continue }
                // The one inserted last is right for everything.
                let expected = inserted.first { $0.range.contains(address) }?.place
                #expect(table.place(of: address) == (expected == Place() ? nil : expected), "\(address)")
            }
        }
    }

    /// A record as GeoIP2 would write it.
    private static func record(_ place: Place) -> Value {
        var entries: [(String, Value)] = [("latitude", .double(1.5))]
        if let country = place.country { entries.append(("country", .map([("iso_code", .text(country.text))]))) }
        if let asn = place.asn { entries.append(("autonomous_system_number", .number(UInt64(asn), bytes: 4))) }
        if let name = place.organisation { entries.append(("autonomous_system_organization", .text(name))) }
        if let city = place.city { entries.append(("city", .map([("names", .map([("en", .text(city))]))]))) }
        entries.append(("is_tor_exit_node", .flag(place.isTor)))
        entries.append(("is_public_proxy", .flag(place.isProxy)))
        return .map(entries)
    }

    @Test func pointersAreFollowed() throws {
        var database = TestDatabase()
        let code = database.add(.text("DE"))
        let key = database.add(.text("country_code"))
        _ = database.add(.raw([UInt8](repeating: 0x40, count: 600_000)))
        let far = database.add(.text("Example"))
        let record = database.add(
            .raw(
                [7 << 5 | 2] + TestDatabase.encoded(.pointer(key)) + TestDatabase.encoded(.pointer(code))
                    + TestDatabase.encoded(.text("as_name")) + TestDatabase.encoded(.pointer(far))))
        database.insert(Self.prefix, record)
        #expect(
            try read(database.bytes).place(of: Self.address)
                == Place(country: CountryCode("DE"), organisation: "Example"))
    }

    @Test func saysWhatItIs() throws {
        var database = TestDatabase()
        database.insert(Self.prefix, .map([("country_code", .text("DE")), ("asn", .number(7, bytes: 4))]))
        database.insert(IPPrefix("2a00::/16")!, .map([("country_code", .text("SE"))]))
        let summary = try #require(try read(database.bytes).summaries.first)
        #expect(summary.type == "Test-City")
        #expect(summary.builtAt == Timestamp(milliseconds: 1_788_226_681_000))
        #expect((summary.v4Ranges, summary.v6Ranges) == (1, 1))
        #expect((summary.countries, summary.autonomousSystems) == (2, 1))
    }

    @Test func aNetworkWiderThanIPv4CoversIt() throws {
        var database = TestDatabase()
        database.insert(IPPrefix("::/64")!, .map([("country_code", .text("DE"))]))
        let table = try read(database.bytes)
        #expect(table.place(of: Self.address)?.country == CountryCode("DE"))
        #expect(table.place(of: IPAddress(v4: .max))?.country == CountryCode("DE"))
        #expect(table.place(of: IPAddress(v6: 1 << 60))?.country == CountryCode("DE"))
        #expect(table.place(of: IPAddress(v6: 1 << 64)) == nil)
    }
}
