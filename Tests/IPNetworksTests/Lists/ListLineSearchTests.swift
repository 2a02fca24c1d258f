import Testing

@testable import IPNetworks

struct ListLineSearchTests {
    private func hits(_ address: String, in text: String, rules: ListRules = ListRules()) throws -> [Int] {
        let address = try #require(IPAddress(address))
        let bytes = Array(text.utf8)
        var found: Set<[Int]> = []
        for size in [1, 3, max(1, bytes.count)] {
            var search = ListLineSearch(address, rules: rules)
            for start in stride(from: 0, to: bytes.count, by: size) {
                search.consume(bytes[start..<min(start + size, bytes.count)].span)
            }
            search.finish()
            found.insert(search.hits.map(\.number))
        }
        #expect(found.count == 1, "the pieces in which a list arrives make no difference")
        return try #require(found.first)
    }

    private static let list = """
        \u{feff}# 45.40.0.1 in a comment
        45.40.0.1 ; first
        45.40.0.0/24\r
        45.39.0.0 - 45.41.0.0
        45.40.0.1 45.40.0.2
        ::ffff:45.40.0.1

        2600::/32 # six
        45.40.0.10
        """

    @Test(arguments: [
        ("45.40.0.1", [2, 3, 4, 6]), ("45.40.0.10", [3, 4, 9]), ("45.40.9.9", [4]), ("2600::9", [8]), ("45.50.0.1", []),
    ])
    func linesAreThoseThatHoldTheAddress(_ address: String, _ expected: [Int]) throws {
        #expect(try hits(address, in: Self.list) == expected)
    }

    @Test func whatIsTooBroadListsNothing() throws {
        var rules = ListRules()
        rules.shortestPrefixV4 = 8
        #expect(try hits("45.40.0.1", in: "0.0.0.0/0\n45.40.0.1\n", rules: rules) == [2])
    }

    @Test func aFewAreEnough() throws {
        #expect(
            try hits("45.40.0.1", in: String(repeating: "45.40.0.1\n", count: 100)).count == ListLineSearch.mostHits)
    }

    /// The text of a line can be shown anywhere.
    @Test func textIsPrintable() throws {
        var search = ListLineSearch(try #require(IPAddress("45.40.0.1")))
        search.consume(Array("45.40.0.1 # \u{1b}[31m ü\n".utf8).span)
        #expect(search.hits.map(\.text) == ["45.40.0.1 # \\x1b[31m \\xc3\\xbc"])
        // A line without end is as long as a line may be at most.
        search.consume([UInt8](repeating: 0x20, count: 100_000).span)
        search.finish()
        #expect(search.hits.count == 1)
    }

    /// A line is found exactly where the parser takes one for the address.
    @Test(arguments: 1...30)
    func findsWhatTheParserTakes(_ seed: Int) throws {
        var random = SeededGenerator(seed: seed)
        let parts = [
            "45.40.0.", "1", "2", "/24", "-", " ", "#", ";", "\n", "\n", "\r\n", "x", "2600::1", "45.40.0.1\n",
        ]
        let text = (0..<60).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
        var parser = ListParser()
        parser.consume(Array(text.utf8).span)
        let listed = parser.finish().addresses
        for address in ["45.40.0.1", "45.40.0.2", "45.40.0.12", "2600::1"] {
            #expect(try hits(address, in: text).isEmpty != listed.contains(try #require(IPAddress(address))), "\(text)")
        }
    }
}
