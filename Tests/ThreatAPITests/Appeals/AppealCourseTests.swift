import IPNetworks
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("The course of an appeal")
struct AppealCourseTests {
    private static let now = ManualClock.start

    private static func appeal() -> StoredAppeal {
        var generator = SeededGenerator(seed: 1)
        return StoredAppeal(
            about: IPAddress(v4: 0x2d42_0102), from: nil, reason: "why", contact: nil, at: now, using: &generator)
    }

    private static func later(_ seconds: Int) -> Timestamp { now.advanced(by: .seconds(seconds)) }

    @Test("It is looked for the proof more and more seldom, and not at all after a day")
    func attempts() {
        var appeal = Self.appeal()
        #expect(appeal.state == .open && appeal.dueAt == Self.later(600))
        var waits: [Int64] = []
        var time = Self.now
        while !appeal.isOver(at: time) {
            appeal.noteAttempt(at: time)
            let due = appeal.dueAt ?? time
            waits.append(due.since(time).components.seconds)
            time = due
        }
        #expect(waits.prefix(5) == [600, 1200, 2400, 3600, 3600])
        #expect(waits.allSatisfy { $0 <= 3600 } && waits.count < 40)
        #expect(time == Self.later(86_400) && !appeal.mayBeLookedAt(at: time))
    }

    @Test("Whoever asks too often is not listened to, but a clock set back stops nobody")
    func interval() {
        var appeal = Self.appeal()
        #expect(appeal.mayBeLookedAt(at: Self.now))
        appeal.noteAttempt(at: Self.later(100))
        #expect(!appeal.mayBeLookedAt(at: Self.later(109)))
        #expect(appeal.mayBeLookedAt(at: Self.later(110)))
        #expect(appeal.mayBeLookedAt(at: Self.later(50)))
        appeal.prove(by: .dns, at: Self.later(120))
        #expect(!appeal.mayBeLookedAt(at: Self.later(1000)))
    }

    @Test("A review that did not strike anything keeps the next one away for a while")
    func pause() {
        var appeal = Self.appeal()
        #expect(appeal.pauseEnd == nil)
        appeal.prove(by: .http, at: Self.now)
        #expect(appeal.pauseEnd == Self.later(7 * 86_400) && appeal.dueAt == appeal.endsAt)
        var granted = appeal
        granted.decide(.granted, by: "ann", at: Self.later(60))
        #expect(granted.pauseEnd == nil && granted.dueAt == Self.later(60) && granted.decidedBy == "ann")
        appeal.decide(.rejected, by: "ann", at: Self.later(60))
        #expect(appeal.pauseEnd == Self.later(60 + 30 * 86_400))
    }
}

@Suite("What an address must show")
struct AppealTokenTests {
    private static let token = AppealToken(hexadecimal: "00112233445566778899aabbccddeeff")

    @Test("Digits there and back, and nothing else is taken")
    func hexadecimal() throws {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<100 {
            let token = AppealToken.random(using: &generator)
            #expect(AppealToken(hexadecimal: Substring(token.hexadecimal)) == token)
            #expect(token.word.utf8.count <= 63)
        }
        for text in [
            "", "00", "00112233445566778899AABBCCDDEEFF", "00112233445566778899aabbccddeefg", "ä0112233445566",
        ] {
            #expect(AppealToken(hexadecimal: Substring(text)) == nil)
        }
        #expect(AppealToken(bytes: [1, 2]) == nil)
    }

    @Test(
        "A page has it as a line of its own",
        arguments: [
            ("sikker-appeal-00112233445566778899aabbccddeeff", true),
            ("\r\n  sikker-appeal-00112233445566778899aabbccddeeff \r\n", true),
            ("sikker-appeal-ffffffffffffffffffffffffffffffff\nsikker-appeal-00112233445566778899aabbccddeeff", true),
            ("<p>sikker-appeal-00112233445566778899aabbccddeeff</p>", false),
            ("you asked for sikker-appeal-00112233445566778899aabbccddeeff", false),
            ("sikker-appeal-00112233445566778899aabbccddeeff0", false), ("", false),
        ])
    func lines(_ page: String, _ isShown: Bool) throws {
        #expect(try #require(Self.token).isLine(of: Array(page.utf8)) == isShown)
    }

    @Test(
        "A name begins with it",
        arguments: [
            ("sikker-appeal-00112233445566778899aabbccddeeff.example.net", true),
            ("SIKKER-appeal-00112233445566778899AABBCCDDEEFF.example.net.", true),
            ("sikker-appeal-00112233445566778899aabbccddeeff", true),
            ("a.sikker-appeal-00112233445566778899aabbccddeeff.example.net", false),
            ("sikker-appeal-00112233445566778899aabbccddeeffx.example.net", false), ("", false),
        ])
    func names(_ name: String, _ isShown: Bool) throws {
        #expect(try #require(Self.token).isFirstLabel(of: name) == isShown)
    }

    @Test func reverseNames() throws {
        #expect(ReverseName.text(of: try #require(IPAddress("45.66.1.2"))) == "2.1.66.45.in-addr.arpa")
        // The example of RFC 3596 §2.5.
        #expect(
            ReverseName.text(of: try #require(IPAddress("4321:0:1:2:3:4:567:89ab")))
                == "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa")
    }
}
