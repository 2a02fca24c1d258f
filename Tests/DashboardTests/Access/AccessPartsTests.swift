import Crypto
import IPNetworks
import TestClocks
import Testing
import ThreatModel

@testable import Dashboard

/// Limits, sessions, tokens and hashes, as values.
struct AccessPartsTests {
    private static let start = Timestamp(milliseconds: 1_800_000_000_000)
    private static let stranger = IPAddress("198.51.100.7")

    private static func later(_ seconds: Int) -> Timestamp { start.advanced(by: .seconds(seconds)) }

    @Test func triesComeBackWithTime() {
        var limit = LoginLimit()
        for _ in 0..<LoginLimit.ofAddress.atOnce { #expect(limit.take(Self.stranger, at: Self.start) == nil) }
        #expect(limit.take(Self.stranger, at: Self.start) == LoginLimit.ofAddress.interval)
        #expect(limit.take(Self.stranger, at: Self.later(-9_999)) != nil, "a clock that is set back gives nothing")
        #expect(limit.take(Self.stranger, at: Self.later(20)) == nil)
        #expect(limit.take(Self.stranger, at: Self.later(20)) != nil)
        limit.forgive(Self.stranger)
        #expect(limit.take(Self.stranger, at: Self.later(20)) == nil)
    }

    @Test func manyAddressesShareALimitThatThisMachineHasNoPartIn() {
        var limit = LoginLimit()
        var admitted = 0
        for number in 0..<5_000 where limit.take(IPAddress(v4: 0xc633_0000 + UInt32(number)), at: Self.start) == nil {
            admitted += 1
        }
        #expect(admitted == LoginLimit.ofAll.atOnce)
        #expect(limit.take(IPAddress("127.0.0.1"), at: Self.start) == nil)
        // Of IPv6, a network counts as one.
        var other = LoginLimit()
        var fromNetwork = 0
        for number in 0..<50 {
            let address = IPAddress(v6: UInt128(0x2001_0db8_0000_0000) << 64 | UInt128(number))
            if other.take(address, at: Self.start) == nil { fromNetwork += 1 }
        }
        #expect(fromNetwork == LoginLimit.ofAddress.atOnce)
    }

    @Test func sessionsEnd() throws {
        var table = SessionTable()
        let id = table.begin(.viewer, from: nil, at: Self.start)
        #expect(table.visit(id, at: Self.later(12 * 3600 - 1))?.session.role == .viewer)
        #expect(table.visit(id, at: Self.later(24 * 3600)) == nil, "idle for too long")
        let busy = table.begin(.administrator, from: nil, at: Self.start)
        for hour in stride(from: 0, to: 7 * 24, by: 6) {
            #expect(table.visit(busy, at: Self.later(hour * 3600)) != nil)
        }
        #expect(table.visit(busy, at: Self.later(7 * 86_400)) == nil, "the longest ends too")
        #expect(table.visit("", at: Self.start) == nil)
    }

    @Test func sessionsAreFew() {
        var table = SessionTable()
        let ids = (0..<SessionTable.most + 5).map { table.begin(.viewer, from: nil, at: Self.later($0)) }
        #expect(table.count(at: Self.later(200)) == SessionTable.most && Set(ids).count == ids.count)
        #expect(table.visit(ids[0], at: Self.later(200)) == nil && table.visit(ids[9], at: Self.later(200)) != nil)
    }

    @Test func whoeverIsLoggedOutElsewhere() throws {
        var table = SessionTable()
        let ids = [Role.viewer, .administrator, .administrator].map { table.begin($0, from: nil, at: Self.start) }
        let shown = table.visit(ids[1], at: Self.start)
        let own = try #require(shown).key
        table.endAll(of: .viewer, but: own)
        #expect(ids.map { table.visit($0, at: Self.start) != nil } == [false, true, true])
        table.endAll(but: own)
        #expect(ids.map { table.visit($0, at: Self.start) != nil } == [false, true, false])
    }

    @Test func formTokensAreOfOneSession() {
        let (secret, other) = (SymmetricKey(size: .bits256), SymmetricKey(size: .bits256))
        let token = FormToken.make(secret)
        #expect(token != FormToken.make(secret))
        #expect(FormToken.isGenuine(token, secret) && !FormToken.isGenuine(token, other))
        for wrong in ["", "x", token + "A", String(token.dropLast()), String(repeating: "A", count: 43), "\u{0}", "é"] {
            #expect(!FormToken.isGenuine(wrong, secret), "\(wrong)")
        }
    }

    @Test func invitationsHoldForAnHour() {
        let (invitation, word) = SetupInvitation.make(at: Self.start)
        #expect(invitation.isGood(word, at: Self.later(3599)) && !invitation.isGood(word, at: Self.later(3600)))
        #expect(invitation.isGood(" \(word.uppercased()) ", at: Self.start) && !invitation.isGood("", at: Self.start))
        #expect(!invitation.isGood(word, at: Self.later(-1)))
    }

    @Test func hashesAreOfOnePasswordEach() throws {
        let cost = PasswordHash.Cost(rounds: 1 << 10, blockSize: 1, parallelism: 1)
        let hash = try #require(PasswordHash("correct horse", cost: cost))
        #expect(hash.matches("correct horse") && !hash.matches("correct horsf") && !hash.matches(""))
        #expect(try #require(PasswordHash("correct horse", cost: cost)) != hash, "with a salt")
        for cost in [
            PasswordHash.Cost(rounds: 1 << 30, blockSize: 8, parallelism: 1),
            .init(rounds: 3, blockSize: 8, parallelism: 1),
            .init(rounds: 1 << 14, blockSize: 1 << 20, parallelism: 1), .init(rounds: 0, blockSize: 0, parallelism: 0),
        ] {
            #expect(!cost.isBearable)
        }
        #expect(PasswordHash.Cost.usual.isBearable)
    }

    @Test func wrongPasswordsAreCountedAndSeldomTold() {
        var failures = FailedLogins()
        #expect(failures.note(at: Self.start) == 1)
        for second in 1..<100 { #expect(failures.note(at: Self.later(second)) == nil) }
        #expect(failures.note(at: Self.later(3600)) == 100)
        #expect(failures.takeCount() == 101 && failures.takeCount() == 0)
    }
}
