import IPNetworks
import Testing
import ThreatModel

@testable import Scoring

@Suite struct KnownNetworksTests {
    private func list(_ name: String, _ networks: String, factor: Double? = nil) throws -> KnownNetworkList {
        let head = "kind: cloud\nsource: x\ndate: 2026-08-22\n" + (factor.map { "factor: \($0)\n" } ?? "")
        return try KnownNetworkList(text: head + "\n" + networks + "\n", file: name + ".txt")
    }

    private func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

    @Test func theStrongestFactorCountsAndEveryListTags() throws {
        let networks = try KnownNetworks([
            list("wide", "45.0.0.0/8"), list("some", "45.10.0.0/16", factor: 0.5),
            list("none", "45.10.1.0/24", factor: 0), list("all", "45.10.0.0/16", factor: 1),
        ])
        #expect(networks.factor(for: try address("45.10.1.2")) == 0)
        #expect(networks.whitelist(for: try address("45.10.1.2"))?.name == "none")
        #expect(networks.lists(holding: try address("45.10.1.2")).map(\.name) == ["all", "none", "some", "wide"])
        #expect(networks.factor(for: try address("45.10.2.2")) == 0.5)
        #expect(networks.factor(for: try address("45.11.2.2")) == 1)
        #expect(networks.whitelist(for: try address("45.11.2.2")) == nil)
        #expect(networks.lists(holding: try address("45.11.2.2")).map(\.tag) == ["cloud:wide"])
        #expect(networks.lists(holding: try address("46.11.2.2")).isEmpty)
        #expect(networks.lists(holding: try address("2a00::1")).isEmpty)
    }

    @Test func listsCanBeSwitchedOff() throws {
        let lists = [try list("a", "45.10.0.0/16", factor: 0), try list("b", "45.10.0.0/16", factor: 0.5)]
        #expect(try KnownNetworks(lists, disabled: ["a"]).factor(for: address("45.10.1.2")) == 0.5)
        #expect(try KnownNetworks(lists, disabled: ["a", "b"]).factor(for: address("45.10.1.2")) == 1)
        #expect(throws: KnownNetworkError.unknown(name: "c", accepted: ["a", "b"])) {
            try KnownNetworks(lists, disabled: ["a", "c"])
        }
        let many = try (0...64).map { try list("l\($0)", "45.10.0.0/16") }
        #expect(throws: KnownNetworkError.tooMany(lists: 65)) { try KnownNetworks(many) }
        #expect(try KnownNetworks(many, disabled: ["l0"]).lists(holding: address("45.10.0.1")).count == 64)
    }

    @Test func builtInListsAreWhatTheyPromise() throws {
        let lists = try KnownNetworks.builtInLists()
        #expect(lists.count >= 20 && Set(lists.map(\.name)).count == lists.count)
        for list in lists {
            switch list.kind {
            case .crawler: #expect(list.factor == 0, "\(list.name)")
            case .scanner: #expect(list.factor == 0.1, "\(list.name)")
            // Anybody can rent these, or come through them.
            case .cloud, .cdn, .gateway, .vpn: #expect(list.factor == nil, "\(list.name)")
            case .service, .monitor: break
            }
            // What discounts covers little: 2^18 addresses are a thousandth of a percent of the Internet.
            if list.factor != nil { #expect(list.addresses.v4.addressCount < 1 << 18, "\(list.name)") }
        }
        let networks = try KnownNetworks(lists)
        for (text, name) in [
            ("66.249.66.1", "googlebot"), ("157.55.39.1", "bingbot"), ("17.241.208.165", "applebot"),
            ("162.142.125.7", "censys"), ("71.6.146.185", "shodan"), ("8.8.8.8", "resolvers"),
        ] { #expect(networks.whitelist(for: try address(text))?.name == name, "\(text)") }
        #expect(networks.lists(holding: try address("52.95.110.1")).map(\.tag) == ["cloud:aws"])
    }

    @Test func directoryCountsChanges() throws {
        let directory = KnownNetworkDirectory()
        directory.replace(with: .none)
        #expect(directory.generation == 0)
        let networks = try KnownNetworks([list("a", "45.10.0.0/16")])
        directory.replace(with: networks)
        directory.replace(with: networks)
        #expect(directory.generation == 1 && directory.current == networks)
    }

    /// Whitelisting never raises, and says so; more evidence never lowers under it either.
    @Test(arguments: 0..<4) func whitelistingNeverRaises(seed: UInt64) throws {
        let policy = try ScoringPolicy.current()
        var random = SplitMix64(seed: 900 + seed)
        for _ in 0..<60 {
            let factors: [Double] = [0, 0.1, 0.5, 0.99, 1]
            let factor = factors.randomElement(using: &random) ?? 0
            var evidence = Evidence()
            var before: UInt8 = 0
            for _ in 0..<20 {
                evidence.add(History.randomItem(&random))
                let plain = policy.score(evidence, at: History.now)
                let score = policy.score(evidence, at: History.now, whitelistFactor: factor)
                #expect(score.confidence <= plain.confidence && score.confidence >= before)
                #expect(score.rawConfidence == plain.confidence && plain.rawConfidence == plain.confidence)
                #expect(score.isWhitelisted == (factor < 1) && score.facts.isWhitelisted == score.isWhitelisted)
                #expect(!plain.isWhitelisted)
                #expect(score.points == plain.points && score.severity == plain.severity)
                before = score.confidence
            }
        }
    }
}
