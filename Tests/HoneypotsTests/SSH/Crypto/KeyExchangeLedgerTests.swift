import IPNetworks
import Testing
import ThreatModel

@testable import Honeypots

@Suite("What key exchanges cost a source")
struct KeyExchangeLedgerTests {
    private let start = Timestamp(milliseconds: 1_795_410_000_000)
    private let visitor = IPAddress(v4: 0x2d0a_0102)

    private func after(_ seconds: Int) -> Timestamp { start.advanced(by: .seconds(seconds)) }

    /// How many exchanges are granted at one moment.
    private func granted(
        _ ledger: KeyExchangeLedger, _ method: KeyExchangeMethod, bits: Int = 0, from visitor: IPAddress,
        at now: Timestamp
    ) -> Int {
        var count = 0
        while count < 100_000, (try? ledger.charge(method, groupBits: bits, to: visitor, at: now)) != nil { count += 1 }
        return count
    }

    @Test("Large groups use it up, and time gives it back")
    func largeGroups() {
        let ledger = KeyExchangeLedger(persona: Persona(seed: 1))
        #expect(granted(ledger, .group18, from: visitor, at: start) == 43)
        #expect(!ledger.mayExchange(visitor, at: start))
        #expect(granted(ledger, .groupExchangeSHA256, bits: 8192, from: visitor, at: start) == 0)
        // Another source does not feel it.
        #expect(ledger.mayExchange(IPAddress(v4: 0x2d0a_0103), at: start))
        #expect(ledger.mayExchange(visitor, at: after(1)))
        #expect(granted(ledger, .group18, from: visitor, at: after(30)) == 21)
        #expect(granted(ledger, .group18, from: visitor, at: after(3600)) == 43)
    }

    @Test("Guessers never come near it")
    func guessers() throws {
        let ledger = KeyExchangeLedger(persona: Persona(seed: 1))
        // Twenty connections a second is what a sensor admits.
        for attempt in 0..<10_000 {
            let now = start.advanced(by: .milliseconds(attempt * 50))
            #expect(ledger.mayExchange(visitor, at: now))
            try ledger.charge(.curve25519, to: visitor, at: now)
        }
        for attempt in 0..<10_000 {
            try ledger.charge(.group14SHA1, to: visitor, at: after(3600).advanced(by: .milliseconds(attempt * 50)))
        }
    }

    @Test("A network that one host has is one source")
    func networks() throws {
        let ledger = KeyExchangeLedger(persona: Persona(seed: 1))
        let first = try #require(IPAddress("2001:db8:1:2::1"))
        #expect(granted(ledger, .group18, from: first, at: start) == 43)
        #expect(try !ledger.mayExchange(#require(IPAddress("2001:db8:1:2:ffff::9")), at: start))
        #expect(try ledger.mayExchange(#require(IPAddress("2001:db8:1:3::1")), at: start))
    }

    @Test("However many sources there are, a bounded number is held, and the dearest stay")
    func bound() {
        let ledger = KeyExchangeLedger(persona: Persona(seed: 1))
        #expect(granted(ledger, .group18, from: visitor, at: start) == 43)
        for source in 0..<UInt32(3 * KeyExchangeLedger.mostSources) {
            try? ledger.charge(.curve25519, to: IPAddress(v4: 0x0a00_0000 + source), at: start)
            #expect(ledger.count <= KeyExchangeLedger.mostSources)
        }
        #expect(!ledger.mayExchange(visitor, at: start))
        // Who owes nothing is forgotten first.
        for source in 0..<UInt32(KeyExchangeLedger.mostSources) {
            try? ledger.charge(.curve25519, to: IPAddress(v4: 0x0b00_0000 + source), at: after(100))
        }
        #expect(ledger.mayExchange(visitor, at: after(100)))
    }

    @Test("A clock that goes back gives nothing")
    func clock() {
        let ledger = KeyExchangeLedger(persona: Persona(seed: 1))
        #expect(granted(ledger, .group18, from: visitor, at: start) == 43)
        #expect(!ledger.mayExchange(visitor, at: start.advanced(by: .seconds(-900))))
    }

    @Test("Whoever has used it up is hung up on before the banner, and in the middle of an exchange")
    func connections() throws {
        var settings = ReplaySettings()
        settings.personaSeed = 77
        let persona = Persona(seed: 77)
        let ledger = persona.scene(KeyExchangeLedger.self)
        let context = settings.context(for: SSHHoneypot.self, persona: persona)
        var begun = ReplayVisit(SSHHoneypot.self, context)
        #expect(granted(ledger, .group18, from: settings.visitor, at: ReplayVisit.start) == 43)
        while (try? ledger.charge(.curve25519, to: settings.visitor, at: ReplayVisit.start)) != nil {}

        var refused = ReplayVisit(SSHHoneypot.self, context)
        #expect(refused.take().wire == [.closed])
        _ = begun.take()
        begun.send(Array("SSH-2.0-x\r\n".utf8))
        var random = SSHRandom(seed: 1)
        var packets = PacketProtection()
        begun.send(try packets.seal(SSHTestClient.proposal.message(cookie: random.octets(16)), using: &random))
        var message = SSHWriter(.exchangeInit)
        message.append(string: [9] + [UInt8](repeating: 0, count: 31))
        begun.send(try packets.seal(message.bytes, using: &random))
        #expect(begun.isClosed)
        #expect(begun.take().events.contains { $0.fields["reason"] == "too many key exchanges" })
    }
}
