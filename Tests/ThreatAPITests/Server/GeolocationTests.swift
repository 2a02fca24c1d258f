import Foundation
import Geolocation
import IPNetworks
import Observability
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("Where addresses are")
    struct GeolocationTests {
        static let text = "755630080,755695615,DE\n"

        @Test("check says where an address is, known or not")
        func check() async throws {
            let folder = try TemporaryFolder()
            try Self.text.write(toFile: folder.path + "/db", atomically: true, encoding: .utf8)
            try "45.10.1.2\n203.0.114.9\n".write(toFile: folder.path + "/exits", atomically: true, encoding: .utf8)
            try await TestServer.run(configure: {
                $0.places.databases = [folder.path + "/db"]
                $0.places.torExits = [folder.path + "/exits"]
            }) { (server) async throws in
                let key = try await server.key()
                _ = try await server.report("45.10.1.2", key: key)
                func geolocation(_ ip: String) async throws -> String? {
                    let text = try await server.get("/v1/key/check/\(ip)", key: key).text
                    return text.firstMatch(of: /"geolocation":(null|\{[^}]*\})/).map { String($0.1) }
                }
                #expect(
                    try await geolocation("45.10.1.2")
                        == #"{"countryCode":"DE","countryName":"Germany","isTor":true,"isProxy":false}"#)
                #expect(
                    try await geolocation("45.10.1.3")
                        == #"{"countryCode":"DE","countryName":"Germany","isTor":false,"isProxy":false}"#)
                #expect(
                    try await geolocation("203.0.114.9")
                        == #"{"countryCode":null,"countryName":null,"isTor":true,"isProxy":false}"#)
                #expect(try await geolocation("45.11.1.2") == "null")
                #expect(try await geolocation("2a00::1") == "null")
                let answer = try CheckTests.decode(try await server.get("/v1/key/check/45.10.1.2", key: key))
                #expect(answer.geolocation?.countryName == "Germany" && answer.found)
                // Another table counts at once, with nothing stored.
                let place = Place(
                    country: CountryCode("AT"), asn: 64500, organisation: "A \"B\" Ltd", city: "Wien", isProxy: true)
                let address = try #require(IPAddress("45.10.1.2"))
                try server.core().places.replace(with: try PlaceTable([(IPRange(address), place)]))
                #expect(
                    try await geolocation("45.10.1.2")
                        == #"{"countryCode":"AT","countryName":"Austria","city":"Wien","asn":"64500","#
                        + #""asnOrg":"A \"B\" Ltd","isTor":false,"isProxy":true}"#)
                withExtendedLifetime(folder) {}
            }
        }

        @Test("A database that changes is read again; one that is damaged is not put into force")
        func reload() async throws {
            let folder = try TemporaryFolder()
            let path = folder.path + "/db"
            var configuration = PlaceConfiguration()
            configuration.databases = [path]
            let directory = PlaceDirectory()
            let source = PlaceFiles(configuration: configuration, directory: directory)
            let address = try #require(IPAddress("45.10.1.2"))
            func country() -> String? { directory.current.place(of: address)?.country?.text }

            let first = source.reload(isFirst: true)
            #expect(first.errors == ["\(path) cannot be read: No such file or directory"])
            try await Reloading.follow(source) { health, look in
                #expect(health.state.status == .degraded && health.state.sentence.contains(path))
                try Self.text.write(toFile: path, atomically: true, encoding: .utf8)
                await look()
                #expect(country() == "DE" && health.state.status == .ok)
                // In place, with the same length.
                try Self.text.replacing("DE", with: "AT").write(toFile: path, atomically: false, encoding: .utf8)
                await look()
                #expect(country() == "AT")
                try (Self.text + "755695616,75").write(toFile: path, atomically: true, encoding: .utf8)
                await look()
                #expect(country() == "AT" && health.state.status == .degraded)
                #expect(health.state.sentence.contains("ends in the middle of a line"))
                try FileManager.default.removeItem(atPath: path)
                await look()
                #expect(country() == "AT" && health.state.status == .degraded)
                try Self.text.write(toFile: path, atomically: true, encoding: .utf8)
                await look()
                #expect(country() == "DE" && health.state.status == .ok)
            }
        }
    }
}
