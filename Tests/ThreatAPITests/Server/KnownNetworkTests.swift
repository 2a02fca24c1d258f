import Foundation
import IPNetworks
import Observability
import Scoring
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("Known networks")
    struct KnownNetworkTests {
        static func list(_ networks: String, kind: String = "scanner", factor: String? = "0.1") -> String {
            "kind: \(kind)\n" + (factor.map { "factor: \($0)\n" } ?? "")
                + "source: x\ndate: 2026-08-22\n\n\(networks)\n"
        }

        @Test(
            "A whitelisted address keeps its evidence, loses its confidence and is on no list; others are only tagged")
        func whitelisted() async throws {
            let folder = try TemporaryFolder()
            try Self.list("45.10.1.0/24").write(
                toFile: folder.path + "/kind.txt", atomically: true, encoding: .utf8)
            try Self.list("45.10.0.0/16", kind: "cloud", factor: nil).write(
                toFile: folder.path + "/rent.txt", atomically: true, encoding: .utf8)
            try await TestServer.run(configure: { $0.knownNetworks.folder = folder.path }) { (server) async throws in
                let (key, token) = (try await server.key(), try await server.sensorToken())
                for ip in ["45.10.1.2", "45.10.2.2", "45.11.1.2"] {
                    _ = try await server.send(try TestVisit.dropper(ip).events, token: token)
                }
                func answer(_ ip: String) async throws -> CheckAnswer {
                    try CheckTests.decode(try await server.get("/v1/key/check/\(ip)", key: key))
                }
                let plain = try await answer("45.11.1.2")
                #expect(plain.whitelist == nil && plain.rawConfidenceLevel == nil && plain.tags == [])
                let tagged = try await answer("45.10.2.2")
                #expect(tagged.whitelist == nil && tagged.tags == ["cloud:rent"])
                #expect(tagged.confidenceLevel == plain.confidenceLevel && plain.confidenceLevel >= 70)
                let benign = try await answer("45.10.1.2")
                #expect(benign.whitelist == .init(source: "kind", factor: 0.1))
                #expect(benign.tags == ["scanner:kind", "cloud:rent"])
                #expect(benign.rawConfidenceLevel == plain.confidenceLevel)
                #expect(abs(benign.confidenceLevel - plain.confidenceLevel / 10) <= 1)
                #expect(benign.behaviors == plain.behaviors && benign.totalEvents == plain.totalEvents)
                // Unknown ones of such a network are told of as well.
                let unknown = try await answer("45.10.1.3")
                #expect(!unknown.found && unknown.whitelist?.source == "kind" && unknown.rawConfidenceLevel == 0)

                let listed = try await server.get("/v1/key/blacklist?plaintext=true&scoreMinimum=1", key: key).lines
                #expect(!listed.isEmpty && Set(listed).isSuperset(of: ["45.10.2.2", "45.11.1.2"]))

                // What is switched off, and what is new, counts at the next look.
                try server.core().rules.networks.replace(with: .none)
                try await AgeingTests.age(server, by: 0)
                let acquitted = try await answer("45.10.1.2")
                #expect(acquitted.confidenceLevel == plain.confidenceLevel && acquitted.whitelist == nil)
                #expect(acquitted.tags == [])
                let again = try KnownNetworks([
                    KnownNetworkList(text: Self.list("45.11.0.0/16", factor: "0"), file: "other.txt")
                ])
                try server.core().rules.networks.replace(with: again)
                try await AgeingTests.age(server, by: 0)
                let now = try await answer("45.11.1.2")
                #expect(now.confidenceLevel == 0 && now.rawConfidenceLevel == plain.confidenceLevel)
                let address = try #require(IPAddress("45.11.1.2"))
                let stored = try #require(try await server.store.read { try $0.address(address) })
                stored.record.withUnsafeBytes { #expect(RecordView($0).facts.isWhitelisted) }
                let change = try #require(try await server.store.read { try $0.changes(after: 0, limit: 100) }.last)
                #expect(change.new?.isWhitelisted == true && change.new?.confidence == 0)
                withExtendedLifetime(folder) {}
            }
        }

        @Test("Lists of the operator's own come, change and go; what is wrong with one is said and changes nothing")
        func ownLists() async throws {
            let folder = try TemporaryFolder()
            var configuration = KnownNetworkConfiguration()
            configuration.folder = folder.path
            configuration.disabled = ["googlebot"]
            let directory = KnownNetworkDirectory()
            func tags(_ text: String) throws -> [String] {
                directory.current.lists(holding: try #require(IPAddress(text))).map(\.tag)
            }
            let file = folder.path + "/office.txt"
            let source = KnownNetworkFiles(configuration: configuration, directory: directory)
            try await Reloading.follow(source) { health, look in
                #expect(health.state.status == .ok)
                #expect(try tags("66.249.66.1") == [] && tags("157.55.39.1").contains("crawler:bingbot"))
                try Self.list("45.10.1.0/24").write(toFile: file, atomically: true, encoding: .utf8)
                await look()
                #expect(try tags("45.10.1.2") == ["scanner:office"])
                try Self.list("45.10.1.0/33").write(toFile: file, atomically: true, encoding: .utf8)
                await look()
                #expect(
                    health.state.status == .degraded && health.state.sentence.hasPrefix("\(file), line 6: 45.10.1.0/33")
                )
                #expect(try tags("45.10.1.2") == ["scanner:office"])
                // One that has the name of a list that came with the program takes its place.
                try Self.list("45.10.1.0/24").write(toFile: file, atomically: true, encoding: .utf8)
                try Self.list("45.10.2.0/24", kind: "crawler").write(
                    toFile: folder.path + "/bingbot.txt", atomically: true, encoding: .utf8)
                await look()
                #expect(health.state.status == .ok)
                #expect(
                    try tags("45.10.2.2") == ["crawler:bingbot"] && !tags("157.55.39.1").contains("crawler:bingbot"))
                try FileManager.default.removeItem(atPath: file)
                await look()
                #expect(try tags("45.10.1.2") == [] && health.state.status == .ok)
            }
            configuration.disabled = ["goglebot"]
            let outcome = KnownNetworkFiles(configuration: configuration, directory: directory).reload(isFirst: true)
            #expect(
                outcome.errors.first?.hasPrefix("there is no list of known networks named 'goglebot'; there are")
                    == true)
            configuration.folder = folder.path + "/none"
            configuration.disabled = []
            let missing = KnownNetworkFiles(configuration: configuration, directory: directory).reload(isFirst: true)
            #expect(missing.errors == ["\(folder.path)/none cannot be read: No such file or directory"])
        }
    }
}
