import HTTPTypes
import IPNetworks
import Testing

@testable import ThreatAPI

@Suite("For whom a request is made")
struct OriginRulesTests {
    static func rules(_ field: BalancerConfiguration.Field = .forwardedFor) -> OriginRules {
        var configuration = BalancerConfiguration()
        configuration.networks = ["192.0.2.0/24", "2001:db8:1::/48"].compactMap { IPPrefix($0) }
        configuration.field = field
        return OriginRules(configuration)
    }

    static func client(
        _ source: String, _ values: [String], _ field: BalancerConfiguration.Field = .forwardedFor
    ) throws -> String {
        rules(field).client(from: try #require(IPAddress(source)), values.map(\.utf8)).description
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var source = "192.0.2.1"
        var values: [String]
        var client: String

        var testDescription: String { "\(source) \(values)" }
    }

    @Test(
        "The right-most hop that is no balancer",
        arguments: [
            Case(values: [], client: "192.0.2.1"),
            Case(values: ["203.0.113.9"], client: "203.0.113.9"),
            Case(values: ["6.6.6.6, 203.0.113.9"], client: "203.0.113.9"),
            Case(values: ["6.6.6.6", "203.0.113.9"], client: "203.0.113.9"),
            Case(values: ["6.6.6.6,203.0.113.9 , 192.0.2.7"], client: "203.0.113.9"),
            Case(values: ["203.0.113.9", "192.0.2.7,192.0.2.8"], client: "203.0.113.9"),
            Case(values: ["192.0.2.9, 192.0.2.7"], client: "192.0.2.9"),
            Case(values: ["203.0.113.9:1234"], client: "203.0.113.9"),
            Case(values: ["2a00::5"], client: "2a00::5"),
            Case(values: ["[2a00::5]:443"], client: "2a00::5"),
            Case(values: ["[2a00::5]"], client: "2a00::5"),
            Case(values: ["::ffff:203.0.113.9"], client: "203.0.113.9"),
            // What cannot be read ends the way to the left: only what trusted machines wrote counts.
            Case(values: ["203.0.113.9, unknown"], client: "192.0.2.1"),
            Case(values: ["203.0.113.9, "], client: "192.0.2.1"),
            Case(values: ["203.0.113.9, 192.0.2.7, nonsense, 192.0.2.8"], client: "192.0.2.8"),
            Case(values: ["203.0.113.9:"], client: "192.0.2.1"),
            Case(values: ["[203.0.113.9]"], client: "192.0.2.1"),
            Case(values: ["[2a00::5"], client: "192.0.2.1"),
            Case(values: ["203.0.113.9:123456"], client: "192.0.2.1"),
            Case(values: [String(repeating: "192.0.2.7,", count: 64) + "192.0.2.9"], client: "192.0.2.7"),
            // Nobody else is believed.
            Case(source: "203.0.113.1", values: ["6.6.6.6"], client: "203.0.113.1"),
            Case(source: "2001:db8:1::1", values: ["6.6.6.6"], client: "6.6.6.6"),
            Case(source: "2001:db8:2::1", values: ["6.6.6.6"], client: "2001:db8:2::1"),
        ])
    func forwardedFor(_ item: Case) throws {
        #expect(try Self.client(item.source, item.values) == item.client)
    }

    @Test(
        "The standard's own field",
        arguments: [
            Case(values: ["for=203.0.113.9"], client: "203.0.113.9"),
            Case(values: [#"For="203.0.113.9:80";proto=http;by=192.0.2.1"#], client: "203.0.113.9"),
            Case(values: [#"proto=https ; for="[2a00::5]:4711""#], client: "2a00::5"),
            Case(values: [#"for=6.6.6.6, for=203.0.113.9;by="a,b""#, "for=192.0.2.7"], client: "203.0.113.9"),
            Case(values: [#"for="6.6.6.6, for=203.0.113.9"#], client: "192.0.2.1"),
            Case(values: ["for=6.6.6.6, for=unknown"], client: "192.0.2.1"),
            Case(values: ["for=_hidden"], client: "192.0.2.1"),
            Case(values: ["for=6.6.6.6;for=203.0.113.9"], client: "192.0.2.1"),
            Case(values: ["by=192.0.2.1"], client: "192.0.2.1"),
            Case(values: ["203.0.113.9"], client: "192.0.2.1"),
        ])
    func forwarded(_ item: Case) throws {
        #expect(try Self.client(item.source, item.values, .forwarded) == item.client)
    }

    @Test("Both doors find the same, and look at one field only", arguments: BalancerConfiguration.Field.allCases)
    func doors(_ field: BalancerConfiguration.Field) throws {
        let connection = Connection(peer: IPAddress("192.0.2.1"), origin: Self.rules(field))
        let (standard, usual) = ("for=203.0.113.1", "203.0.113.2")
        var fields = HTTPFields()
        fields[try #require(HTTPField.Name("Forwarded"))] = standard
        fields[try #require(HTTPField.Name("X-Forwarded-For"))] = usual
        let expected =
            switch field {
            case .forwarded: "203.0.113.1"
            case .forwardedFor: "203.0.113.2"
            case .none: "192.0.2.1"
            }
        #expect(connection.client(of: fields)?.description == expected)
        Array(standard.utf8).withUnsafeBytes { standard in
            Array(usual.utf8).withUnsafeBytes { usual in
                let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
                var head = RequestHead(isHead: false, path: nothing, query: nothing)
                head.forwarded = standard
                head.forwardedFor = usual
                #expect(connection.client(of: head)?.description == expected)
            }
        }
    }

    @Test("Only this machine itself is this machine")
    func direct() throws {
        func isDirect(_ peer: String, announced: String? = nil) throws -> Bool {
            var configuration = BalancerConfiguration()
            configuration.networks = [try #require(IPPrefix("127.0.0.2/32"))]
            let connection = Connection(peer: IPAddress(peer), origin: OriginRules(configuration))
            if let announced { connection.announce(try #require(IPAddress(announced))) }
            return connection.isDirectFromThisMachine
        }
        #expect(try isDirect("127.0.0.1") && isDirect("::1") && isDirect("127.5.5.5") && isDirect("::ffff:127.0.0.1"))
        #expect(try !isDirect("127.0.0.2") && !isDirect("192.0.2.1") && !isDirect("::2"))
        #expect(try !isDirect("127.0.0.2", announced: "127.0.0.1"))
    }

    @Test("Whatever a client sends before its balancer's hop changes nothing", arguments: 0..<20 as Range<UInt64>)
    func spoofing(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("0123456789.:,[]\" ;=for\\_abcdef".utf8)
        for _ in 0..<500 {
            let spoofed = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            let source = try #require(IPAddress("192.0.2.1"))
            let value = spoofed + Array(", 203.0.113.9".utf8)
            #expect(Self.rules().client(from: source, [value]).description == "203.0.113.9")
            // An open quotation mark swallows the balancer's hop; then the balancer itself counts, never what was sent.
            let standard = spoofed + Array(", for=203.0.113.9".utf8)
            let found = Self.rules(.forwarded).client(from: source, [standard]).description
            #expect(found == "203.0.113.9" || found == "192.0.2.1")
        }
    }
}
