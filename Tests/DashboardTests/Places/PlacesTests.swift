import Foundation
import Geolocation
import IPNetworks
import Logging
import Testing

@testable import Dashboard

/// Countries and networks for all pages.
@Suite struct PlacesTests {
    private func places(_ text: String) throws -> (Places, path: String) {
        let path = FileManager.default.temporaryDirectory.appending(path: "sikker-places-\(UUID().uuidString)").path
        try Data(text.utf8).write(to: URL(filePath: path))
        var configuration = PlaceConfiguration()
        configuration.databases = [path]
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return (Places({ [configuration] in configuration }, logger: logger), path)
    }

    @Test func placesAreFoundRememberedAndLetGo() async throws {
        let (places, path) = try places("16777216,16777471,AU\n")
        let (inside, outside) = (try #require(IPAddress("1.0.0.7")), try #require(IPAddress("9.9.9.9")))
        let place = try #require(await places.place(of: inside))
        #expect(place.countryCode == "AU" && place.countryName == "Australia" && place.network == nil)
        #expect(await places.places(of: [inside, outside, inside]) == [inside: place])
        #expect(!places.letGo(at: .now))
        try Data("16777216,16777471,DE\n".utf8).write(to: URL(filePath: path))
        #expect(places.letGo(at: .now + Places.idleTime) && !places.letGo(at: .now + Places.idleTime))
        #expect(await places.place(of: inside)?.countryCode == "DE")
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func moreThanIsRememberedIsStillFound() async throws {
        let (places, path) = try places("16777216,33554431,AU\n")
        for start in stride(from: 0, to: UInt32(3 * Places.mostKnown), by: 1000) {
            let addresses = (start..<start + 1000).map { IPAddress(v4: 0x0100_0000 + $0) }
            #expect(await places.places(of: addresses).count == 1000)
        }
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func placesAsText() {
        #expect(Place(country: CountryCode("DE"), city: "Köln").line == "Köln, Germany")
        let all = Place(country: CountryCode("QQ"), asn: 64500, organisation: "Example", isTor: true, isProxy: true)
        #expect(all.line == "QQ · AS64500 Example · Tor exit · proxy")
        #expect(Place(asn: 1).network == "AS1" && Place().line.isEmpty && Place().network == nil)
    }
}
