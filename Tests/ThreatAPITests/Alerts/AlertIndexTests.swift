import IPNetworks
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Finding the alerts that something matches")
struct AlertIndexTests {
    @Test("The index finds what looking at every alert finds", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func agreement(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let prefixes = (0..<300).compactMap { _ in Self.prefix(using: &generator) }
        let addresses = prefixes.map { Self.address(in: $0, using: &generator) }
        var alerts: [StoredAlert] = []
        for prefix in prefixes { alerts.append(Self.alert(alerts.count, .range, "\(prefix)")) }
        for address in addresses.prefix(100) { alerts.append(Self.alert(alerts.count, .ip, "\(address)")) }
        let index = AlertIndex(alerts, version: 1)
        #expect(index.watchesAddresses)
        for address in addresses + prefixes.map(\.address) + prefixes.map(\.last) {
            var found: [Int64: Bool] = [:]
            index.forEach(of: address) { found[$0] = $1 }
            var expected: [Int64: Bool] = [:]
            for alert in alerts {
                switch try #require(AlertSubject((alert.kind, alert.subject))) {
                case .ip(let watched) where watched == address: expected[alert.id] = false
                case .range(let prefix) where prefix.contains(address): expected[alert.id] = true
                default: continue
                }
            }
            #expect(found == expected, "\(address)")
        }
    }

    @Test("Names are found in lower case, each for all who watch")
    func names() {
        let index = AlertIndex(
            [
                Self.alert(1, .username, "root"), Self.alert(2, .username, "root"),
                Self.alert(3, .email, "a@b.example"),
                Self.alert(4, .ip, "no address"),
            ], version: 1)
        #expect(index.alerts(ofUsername: "root") == [1, 2] && index.alerts(ofUsername: "Root").isEmpty)
        #expect(index.alerts(ofEmail: "a@b.example") == [3] && index.alerts(ofEmail: "root").isEmpty)
        #expect(!index.watchesAddresses)
        #expect(AlertIndex.empty.alerts(ofUsername: "root").isEmpty)
    }

    static func alert(_ id: Int, _ kind: AlertKind, _ subject: String) -> StoredAlert {
        StoredAlert(
            id: Int64(id), new: NewAlert(account: 1, kind: kind, subject: subject), at: ManualClock.start)
    }

    /// Few first bits, so that networks nest.
    static func prefix(using generator: inout SeededGenerator) -> IPPrefix? {
        if Bool.random(using: &generator) {
            let address = IPAddress(v4: 0x2d00_0000 | UInt32.random(in: 0...0xffff, using: &generator))
            return IPPrefix(address, length: Int.random(in: 0...32, using: &generator))
        }
        let address = IPAddress(v6: 0x2a00 << 112 | UInt128(UInt16.random(in: 0...0xff, using: &generator)) << 64)
        return IPPrefix(address, length: Int.random(in: 0...128, using: &generator))
    }

    static func address(in prefix: IPPrefix, using generator: inout SeededGenerator) -> IPAddress {
        switch prefix.range {
        case .v4(let range): IPAddress(v4: UInt32.random(in: range.first...range.last, using: &generator))
        case .v6(let range):
            IPAddress(v6: range.first + UInt128(generator.next() as UInt64) % (range.last - range.first &+ 1 | 1))
        }
    }
}

@Suite("Names in events")
struct NameFieldsTests {
    static func event(_ kind: EventKind, _ fields: EventFields) throws -> SessionEvent {
        var visit = try TestVisit(of: "45.1.2.3")
        visit.add(kind, fields)
        return visit.events[0]
    }

    @Test("The name of a login, in lower case")
    func login() throws {
        #expect(try NameFields.login(Self.event(.auth, ["username": "RÖOT"])) == "röot")
        #expect(try NameFields.login(Self.event(.auth, ["username": ""])) == nil)
        #expect(try NameFields.login(Self.event(.auth, ["username_b64": "/w=="])) == nil)
        #expect(try NameFields.login(Self.event(.command, ["username": "root"])) == nil)
        let longest = String(repeating: "ä", count: AlertSubject.maximumUsernameLength)
        #expect(try NameFields.login(Self.event(.auth, ["username": longest])) == longest)
        #expect(try NameFields.login(Self.event(.auth, ["username": longest + "a"])) == nil)
    }

    @Test("The addresses of an envelope, each once")
    func emails() throws {
        let event = try Self.event(
            .message,
            [
                "sender": "<Bob@Example.COM>", "recipients": "a@b.example,<A@b.example>; c@d.example nonsense @ x@y",
                "subject": "d@e.example",
            ])
        #expect(NameFields.emails(event) == ["bob@example.com", "a@b.example", "c@d.example"])
        let many = (0..<500).map { "u\($0)@b.example" }.joined(separator: ",")
        let envelope = try Self.event(.message, ["recipients": many])
        #expect(NameFields.emails(envelope).count == NameFields.maximumRecipients)
        #expect(try NameFields.emails(Self.event(.auth, ["sender": "a@b.example"])).isEmpty)
    }

    @Test("A session counts a name once, and not without end")
    func sessionNames() {
        var names = SessionNames()
        #expect(names.insert("root") == .first && names.insert("root") == .repeated)
        for number in 1..<SessionNames.maximumCount { #expect(names.insert("\(number)") == .first) }
        #expect(names.insert("one more") == .uncounted && names.insert("root") == .repeated)
    }
}
