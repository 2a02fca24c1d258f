import IPNetworks
import Testing

@testable import Geolocation

@Suite struct PlaceTableTests {
    @Test(arguments: 0..<60) func agreesWithLookingThroughAllRanges(seed: Int) throws {
        var random = RandomPlaces(seed: UInt64(seed))
        let places = (0..<seed).map { _ in (range: random.range(), place: random.place()) }
        let table = try PlaceTable(places)
        let naive = NaivePlaces(places: places)
        var addresses = (0..<400).map { _ in random.address() }
        for address in addresses {
            let expected = naive.place(of: address)
            #expect(table.place(of: address) == expected, "\(address)")
            let key = PlaceKey(
                country: expected?.country, asn: expected?.asn, isTor: expected?.isTor ?? false,
                isProxy: expected?.isProxy ?? false)
            #expect(table.key(of: address) == key, "\(address)")
        }
        // Every address of a walk is that of a look-up, in order or not.
        for _ in 0..<2 {
            var walk = PlaceTable.Walk(table)
            for address in addresses { #expect(walk.key(of: address) == table.key(of: address), "\(address)") }
            addresses.sort { ($0.isIPv4 ? 0 : 1, $0) < ($1.isIPv4 ? 0 : 1, $1) }
        }
    }

    @Test func knowsTheNetworksOfAnAutonomousSystem() throws {
        let table = try PlaceTable([
            (range("45.10.0.0", "45.10.2.255"), Place(asn: 64500, organisation: "Example")),
            (range("45.10.3.0", "45.10.3.255"), Place(country: CountryCode("DE"), asn: 64500)),
            (range("45.11.0.0", "45.11.0.255"), Place(asn: 64501)),
            (range("2a00:1450::", "2a00:1450:ffff:ffff:ffff:ffff:ffff:ffff"), Place(asn: 64500)),
        ])
        #expect(table.networks(ofASN: 64500).map(\.description) == ["45.10.0.0/22", "2a00:1450::/32"])
        #expect(table.networks(ofASN: 64501).map(\.description) == ["45.11.0.0/24"])
        #expect(table.networks(ofASN: 64502).isEmpty)
        #expect(table.organisation(ofASN: 64500) == "Example")
        #expect(table.organisation(ofASN: 64501) == nil)
        #expect(table.organisation(ofASN: 0) == nil)
    }

    @Test func addressOfATunnelIsWhereTheOneItCarriesIs() throws {
        let place = Place(country: CountryCode("DE"))
        let table = try PlaceTable([(range("45.10.1.2", "45.10.1.2"), place)])
        for text in [
            "45.10.1.2", "::ffff:45.10.1.2", "64:ff9b::45.10.1.2", "2002:2d0a:102::1", "2001:0:1:2:0:ffff:d2f5:fefd",
        ] {
            let address = try #require(IPAddress(text))
            #expect(table.place(of: address) == place, "\(text)")
            var walk = PlaceTable.Walk(table)
            #expect(walk.key(of: address) == table.key(of: address), "\(text)")
        }
        #expect(table.place(of: try #require(IPAddress("2002:2d0a:103::1"))) == nil)
    }

    @Test func versionDependsOnContentsAlone() throws {
        let (first, last) = ("45.10.1.0", "45.10.1.255")
        let place = Place(country: CountryCode("DE"), asn: 64500, organisation: "A", city: "B", isTor: true)
        func changed(_ change: (inout Place) -> Void) -> Place {
            var other = place
            change(&other)
            return other
        }
        let tables = try [
            [], [(range(first, last), place)], [(range(first, "45.10.1.254"), place)],
            [(range("45.10.0.255", last), place)], [(range("2a00::", "2a00::ff"), place)],
            [(range(first, last), changed { $0.country = CountryCode("AT") })],
            [(range(first, last), changed { $0.asn = 64501 })], [(range(first, last), changed { $0.city = nil })],
            [(range(first, last), changed { $0.organisation = "C" })],
            [(range(first, last), changed { $0.isTor = false })],
            [(range(first, last), changed { $0.isProxy = true })],
        ].map { try PlaceTable($0) }
        #expect(Set(tables.map(\.version)).count == tables.count)
        #expect(tables[0].version == PlaceTable.empty.version)
        #expect(try PlaceTable([(range(first, last), place)]).version == tables[1].version)
    }

    @Test func directoryGivesWhatWasPutThereLast() throws {
        let directory = PlaceDirectory()
        #expect(directory.current === PlaceTable.empty)
        let table = try PlaceTable([(range("45.10.1.2", "45.10.1.2"), Place(asn: 64500))])
        directory.replace(with: table)
        #expect(directory.current === table)
    }

    private func range(_ first: String, _ last: String) -> IPRange {
        guard let first = IPAddress(first), let last = IPAddress(last), let range = try? IPRange(first, last) else {
            Issue.record("no range: \(first)-\(last)")
            return IPRange(IPAddress(v4: 0))
        }
        return range
    }
}

extension IPRange {
    fileprivate var first: IPAddress {
        switch self {
        case .v4(let range): IPAddress(v4: range.first)
        case .v6(let range): IPAddress(v6: range.first)
        }
    }
}
