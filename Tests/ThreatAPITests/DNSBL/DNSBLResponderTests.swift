import IPNetworks
import Testing

@testable import ThreatAPI

/// What is answered to which question, byte by byte where it matters.
@Suite("Answers of the DNS list")
struct DNSBLResponderTests {
    static let v6 = "4.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.5.4.1.0.0.a.2"

    static func responder(_ zone: String = "bl.example.org", servers: [String] = []) throws -> DNSBLResponder {
        DNSBLResponder(
            zone: DNSBLZone(
                name: try #require(DNSName(zone)), timeToLive: 300, nameServers: servers.compactMap { DNSName($0) }))
    }

    static func listing() throws -> FixedListing {
        var listing = FixedListing()
        for (text, confidence) in [("192.0.2.99", 90), ("45.66.1.2", 50), ("45.66.1.3", 89), ("2a00:1450::4", 70)] {
            listing.confidences[try #require(IPAddress(text))] = UInt8(confidence)
        }
        return listing
    }

    static func ask(
        _ question: DNSMessage, over transport: DNSBLResponder.Transport = .datagram, servers: [String] = [],
        reason: String = "bad", zone: String = "bl.example.org"
    ) throws -> DNSMessage {
        var listing = try Self.listing()
        listing.reason = reason
        let (answer, bytes) = try responder(zone, servers: servers).answer(
            question.bytes, over: transport, from: listing)
        #expect(answer.length == bytes.count)
        return try #require(DNSMessage(bytes))
    }

    @Test(
        "The address says how sure it is",
        arguments: [
            ("99.2.0.192", "127.0.0.4"), ("2.1.66.45", "127.0.0.2"), ("3.1.66.45", "127.0.0.3"), (v6, "127.0.0.3"),
            (v6.uppercased(), "127.0.0.3"), ("2.0.0.127", "127.0.0.2"),
            ("2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0", "127.0.0.2"),
        ])
    func listed(_ name: String, _ address: String) throws {
        for type in [1, 255] as [UInt16] {
            let answer = try Self.ask(DNSMessage("\(name).bl.Example.ORG", type))
            #expect(answer.address == address && answer.code == 0 && answer.isAuthoritative && !answer.isTruncated)
            #expect(answer.answers[0].name == "\(name).bl.Example.ORG" && answer.answers[0].timeToLive == 300)
            #expect(answer.question?.name == "\(name).bl.Example.ORG" && answer.flags & 0x0180 == 0x0100)
            #expect(answer.authorities.isEmpty && answer.additionals.isEmpty)
        }
        // There, but without such a record.
        let other = try Self.ask(DNSMessage("\(name).bl.example.org", 28, payloadSize: 1232))
        #expect(other.answers.isEmpty && other.code == 0 && other.authorities.map(\.type) == [6])
    }

    /// Names of no address, or of one that is not listed.
    static let absent: [String] = [
        "1.0.0.127", "1.2.66.45", "www", "256.2.3.4", "01.2.66.45", "a.b.c.zz", "5.1.2.66.45", "0" + v6.dropFirst(),
        "1." + v6, "-1.2.3.4", "x.2.1.66.45", "10.0.0.2",
    ]
    /// Names that others end in. The names of addresses of 2000::/16 end in 0.0.0.2, which is also an address's.
    static let inner: [String] = [
        "66.45", "45", "1.66.45", "2", String(v6.dropFirst(2)), "f.e.d.c.b.a", "0.0.0.2", "",
    ]

    @Test("What exists and has nothing is told from what does not exist", arguments: absent + inner)
    func unlisted(_ name: String) throws {
        let code: UInt16 = Self.inner.contains(name) ? 0 : 3
        for type in [1, 16, 2, 28] as [UInt16] {
            let question = name.isEmpty ? "bl.example.org" : "\(name).bl.example.org"
            let answer = try Self.ask(DNSMessage(question, type, payloadSize: 4096))
            #expect(answer.answers.isEmpty && answer.code == code && answer.isAuthoritative, "\(name)")
            // Negative answers may be remembered (RFC 2308).
            #expect(answer.authorities.map(\.type) == [6] && answer.authorities[0].name == "bl.example.org")
            #expect(answer.authorities[0].timeToLive == 300)
        }
    }

    @Test("Text is whole or left to TCP, and never makes an answer twice as long as its question")
    func text() throws {
        let question = DNSMessage("2.1.66.45.bl.example.org", 16)
        #expect(try Self.ask(question).text == "bad")
        let reason = String(repeating: "y", count: 255)
        for payloadSize in [nil, 512, 4096] as [UInt16?] {
            let question = DNSMessage("2.1.66.45.bl.example.org", 16, payloadSize: payloadSize)
            let cut = try Self.ask(question, reason: reason)
            #expect(cut.isTruncated && cut.answers.isEmpty && cut.code == 0)
            #expect(try Self.ask(question, over: .stream, reason: reason).text == reason)
            #expect(try Self.ask(question, over: .stream, reason: reason + "z").text == reason)
        }
        #expect(try Self.ask(DNSMessage("2.0.0.127.bl.example.org", 16), over: .stream).text?.contains("test") == true)
        // One byte decides.
        let most = question.bytes.count - 13
        let longest = try Self.ask(question, reason: String(repeating: "z", count: most))
        #expect(longest.text?.utf8.count == most && !longest.isTruncated)
        #expect(try Self.ask(question, reason: String(repeating: "z", count: most + 1)).isTruncated)
    }

    @Test("The zone says who it is, with the number of the last change")
    func apex() throws {
        let servers = ["ns1.example.org", "ns2.example.org", "a.ns.example.net", "org"]
        func ask(_ type: UInt16, servers: [String]) throws -> (DNSMessage, [UInt8]) {
            let (_, bytes) = try Self.responder(servers: servers).answer(
                DNSMessage("BL.example.org", type).bytes, over: .stream, from: try Self.listing())
            return (try #require(DNSMessage(bytes)), bytes)
        }
        let (authority, bytes) = try ask(6, servers: servers)
        let data = authority.answers[0].data
        #expect(DNSMessage.names(2, in: data, of: bytes) == ["ns1.example.org", "BL.example.org"])
        let numbers = stride(from: data.count - 20, to: data.count, by: 4).map { start in
            data[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
        #expect(numbers == [77, 3600, 600, 1_209_600, 300] && authority.answers.count == 1)
        let (named, all) = try ask(2, servers: servers)
        #expect(named.answers.compactMap { DNSMessage.names(1, in: $0.data, of: all)?[0] } == servers)
        #expect(named.answers.allSatisfy { $0.type == 2 && $0.name == "BL.example.org" })
        // Without servers of its own, the zone above it alone names them.
        let (unnamed, _) = try ask(2, servers: [])
        #expect(unnamed.answers.isEmpty && unnamed.code == 0 && unnamed.authorities.map(\.type) == [6])
        let (alone, whole) = try ask(6, servers: [])
        #expect(DNSMessage.names(1, in: alone.answers[0].data, of: whole) == ["BL.example.org"])
        #expect(try ask(255, servers: []).0.answers.map(\.type) == [6])
        #expect(try ask(1, servers: []).0.answers.isEmpty)
    }

    @Test("What is not for this list is refused")
    func refused() throws {
        for name in ["example.org", "org", "", "bl.example.com", "2.1.66.45.xbl.example.org", "2.1.66.45"] {
            let answer = try Self.ask(DNSMessage(name, 1, payloadSize: 1232))
            #expect(answer.code == 5 && !answer.isAuthoritative && answer.question?.name == name)
            #expect(answer.answers.isEmpty && answer.authorities.isEmpty && answer.additionals.count == 1)
        }
        for type in [252, 251, 250, 249] as [UInt16] {
            #expect(try Self.ask(DNSMessage("bl.example.org", type)).code == 5)
        }
        for recordClass in [3, 255, 0] as [UInt16] {
            var question = DNSMessage("2.1.66.45.bl.example.org")
            question.question?.recordClass = recordClass
            #expect(try Self.ask(question).code == 5)
        }
    }

    @Test("Extensions: our size, the wish for security, and versions that are not known")
    func extensions() throws {
        let answer = try Self.ask(DNSMessage("2.1.66.45.bl.example.org", 1, payloadSize: 4096))
        #expect(answer.address == "127.0.0.2")
        #expect(
            answer.additionals == [
                DNSMessage.Record(name: "", type: 41, recordClass: 1232, timeToLive: 0x8000, data: [])
            ])
        let newer = try Self.ask(DNSMessage("2.1.66.45.bl.example.org", 1, payloadSize: 4096, version: 1))
        #expect(newer.code == 16 && newer.answers.isEmpty && newer.additionals[0].recordClass == 1232)
        // An option that nobody knows is no fault; two OPT records are.
        var question = DNSMessage("2.1.66.45.bl.example.org", 1, payloadSize: 512)
        question.additionals[0].data = [0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8]
        #expect(try Self.ask(question).address == "127.0.0.2")
        question.additionals += question.additionals
        #expect(try Self.ask(question).code == 1)
        question = DNSMessage("2.1.66.45.bl.example.org", 1, payloadSize: 512)
        question.additionals[0].name = "x"
        #expect(try Self.ask(question).code == 1)
    }

    @Test("Malformed packets get no more than they brought; answers and scraps get nothing")
    func malformed() throws {
        let responder = try Self.responder()
        let good = DNSMessage("2.1.66.45.bl.example.org").bytes
        func answer(_ bytes: [UInt8]) throws -> (DNSBLOutcome, UInt16?) {
            let (answer, reply) = responder.answer(bytes, over: .datagram, from: try Self.listing())
            #expect(reply.count <= bytes.count)
            return (answer.outcome, DNSMessage(reply)?.code)
        }
        func changed(_ change: (inout [UInt8]) -> Void) -> [UInt8] {
            var bytes = good
            change(&bytes)
            return bytes
        }
        for bytes in [[], Array(good[..<11]), changed { $0[2] |= 0x80 }] {
            let (outcome, code) = try answer(bytes)
            #expect(outcome == .ignored && code == nil)
        }
        let faults: [[UInt8]] = [
            Array(good[..<12]), Array(good.dropLast()), good + [0], changed { $0[5] = 0 }, changed { $0[5] = 2 },
            changed { $0[7] = 1 }, changed { $0[9] = 1 }, changed { $0[11] = 1 }, changed { $0[12] = 0xc0 },
            changed { $0[12] = 0x40 }, changed { $0[12] = 63 },
            DNSMessage(Array(repeating: String(repeating: "a", count: 49), count: 6).joined(separator: ".")).bytes,
        ]
        for bytes in faults {
            let (outcome, code) = try answer(bytes)
            #expect(outcome == .malformed && code == 1, "\(bytes)")
        }
        for opcode in 1...15 as ClosedRange<UInt8> {
            let (outcome, code) = try answer(changed { $0[2] = opcode << 3 })
            #expect(outcome == .malformed && code == 4)
        }
    }

    @Test("Hurried clients are told to come over TCP, with no more bytes than they sent")
    func hurried() throws {
        for question in [
            DNSMessage("2.1.66.45.bl.example.org"), DNSMessage("1.1.1.1.bl.example.org", 16, payloadSize: 600),
        ] {
            let answer = try Self.ask(question, over: .hurriedDatagram)
            #expect(answer.isTruncated && answer.answers.isEmpty && answer.authorities.isEmpty && answer.code == 0)
            #expect(answer.bytes.count == question.bytes.count)
        }
        #expect(try Self.ask(DNSMessage("example.com"), over: .hurriedDatagram).code == 5)
    }

    @Test("A short zone without EDNS leaves out what says how long nothing is remembered, and stays below twice")
    func shortZone() throws {
        let question = DNSMessage("9.9.9.9.b", 16)
        let answer = try Self.ask(question, zone: "b")
        #expect(answer.authorities.isEmpty && answer.code == 0 && !answer.isTruncated)
        let long = try Self.ask(
            DNSMessage("9.9.9.10.a-list.of-addresses.example.org"), zone: "a-list.of-addresses.example.org")
        #expect(long.authorities.count == 1 && long.code == 3)
    }
}
