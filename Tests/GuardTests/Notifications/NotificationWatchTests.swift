import Blocklists
import Firewall
import Foundation
import Testing
import ThreatModel

@testable import Guard

/// What needs the owner is noticed once each time, after it has lasted, and when it is over.
struct NotificationWatchTests {
    /// A guard whose state a test changes, second by second.
    private struct Scene {
        var watch = NotificationWatch()
        var now = Timestamp(milliseconds: 1_800_000_000_000)
        var status: GuardStatus
        var silence = Duration.zero
        var intervals: [String: Duration] = ["a": .seconds(3600)]
        private(set) var told: [Happening] = []

        init(backend: String = "nftables") {
            status = GuardStatus(
                backend: backend, policy: FirewallPolicy(), protectedSince: now, verified: now, isInStep: true,
                generation: 1, entries: PerList { _ in 0 },
                sources: [
                    .init(
                        identity: SourceIdentity(id: "a", name: "Alpha"), entries: (1, 0),
                        health: SourceHealth(state: .current, confirmed: now))
                ], allowlist: Allowlist(), exclusions: [], restores: 0, rollbacks: 0)
        }

        /// - Parameter isVerified: the kernel goes on saying that it holds what it was given.
        mutating func pass(_ seconds: Int, isVerified: Bool = true) -> [NotificationEvent] {
            var events: [NotificationEvent] = []
            for _ in 0..<seconds {
                now = now.advanced(by: .seconds(1))
                if isVerified { status.verified = now }
                let new = watch.take(
                    .init(status: status, silence: silence, intervals: intervals, now: now, elapsed: now))
                told += new
                events += new.map(\.event)
            }
            return events
        }

        var health: SourceHealth {
            get { status.sources[0].health }
            set { status.sources[0].health = newValue }
        }

        mutating func fail(_ reason: String = "no answer", key: KeyTrouble? = nil) {
            health.state = .failing(reason, again: now)
            health.key = key
        }

        mutating func succeed() {
            health = SourceHealth(state: .current, confirmed: now)
        }
    }

    @Test func aGuardThatIsWellSaysNothing() {
        var scene = Scene()
        #expect(scene.pass(10_000) == [])
    }

    @Test func protectionThatStandsStillForAMinute() {
        var scene = Scene()
        scene.status.failure = .unsupported("no nf_tables here")
        #expect(scene.pass(60) == [])
        #expect(scene.pass(600) == [.protectionLost])
        #expect(scene.told[0].text.contains("no nf_tables here"))
        scene.status.failure = nil
        #expect(scene.pass(600) == [.protectionRestored])
        // What is over within the minute is nobody's business.
        for _ in 0..<100 {
            scene.status.failure = .unsupported("x")
            #expect(scene.pass(59) == [])
            scene.status.failure = nil
            #expect(scene.pass(1) == [])
        }
    }

    @Test func aKernelThatIsNotInStep() {
        var scene = Scene()
        scene.status.isInStep = false
        // One change after the other is no standstill.
        for _ in 0..<20 {
            scene.status.generation += 1
            #expect(scene.pass(50) == [])
        }
        #expect(scene.pass(20) == [.protectionLost])
        scene.status.isInStep = true
        #expect(scene.pass(1) == [.protectionRestored])
        #expect(scene.pass(200, isVerified: false) == [.protectionLost])
        #expect(scene.pass(1) == [.protectionRestored])
        scene.silence = .seconds(30)
        #expect(scene.pass(70) == [.protectionLost])
    }

    @Test func aDryRunProtectsNothingOnPurpose() {
        var scene = Scene(backend: "dry-run")
        scene.status.isInStep = false
        scene.status.protectedSince = nil
        #expect(scene.pass(600) == [])
    }

    @Test func aPauseBeginsAndEnds() {
        var scene = Scene()
        scene.status.pausedUntil = scene.now.advanced(by: .seconds(300))
        #expect(scene.pass(1) == [.pauseBegan])
        #expect(scene.pass(100) == [])
        // Made longer, it is the same one.
        scene.status.pausedUntil = scene.now.advanced(by: .seconds(900))
        #expect(scene.pass(100) == [])
        scene.status.pausedUntil = nil
        #expect(scene.pass(100) == [.pauseEnded])
    }

    @Test func aSourceThatMissesItsIntervals() {
        var scene = Scene()
        #expect(scene.pass(3600) == [])
        scene.fail()
        #expect(scene.pass(7199) == [])
        #expect(scene.pass(3600) == [.sourceFailed])
        #expect(scene.told[0].text.hasPrefix("No answer. Its list of ") && scene.told[0].title == "Alpha fails")
        // It says something else, and still it fails.
        scene.fail("another reason")
        #expect(scene.pass(3600) == [])
        scene.succeed()
        #expect(scene.pass(10) == [.sourceRecovered])
    }

    @Test func afterARestartTheAgeOfTheListCounts() throws {
        var scene = Scene()
        scene.health = SourceHealth(
            state: .failing("x", again: scene.now), confirmed: scene.now.advanced(by: .seconds(-11_000)))
        #expect(scene.pass(300) == [])
        #expect(scene.pass(5) == [.sourceFailed])
        // What was told is remembered over the next one.
        scene.watch = try JSONDecoder().decode(NotificationWatch.self, from: JSONEncoder().encode(scene.watch))
        #expect(scene.pass(10_000) == [])
        scene.health.state = .waiting
        #expect(scene.pass(10) == [])
        scene.succeed()
        #expect(scene.pass(10) == [.sourceRecovered])
    }

    /// It fails and is well again by turns: somebody is told when it stays away, and not of every stumble.
    @Test func aFlappingSource() {
        var scene = Scene()
        for _ in 0..<50 {
            scene.fail()
            #expect(scene.pass(300) == [])
            scene.succeed()
            #expect(scene.pass(30) == [])
        }
        // What is read all the time is late after five minutes, and flaps in the book's sense.
        scene.intervals = [:]
        var book = NotificationBook()
        var messages = 0
        for _ in 0..<100 {
            scene.fail()
            let lost = scene.pass(301)
            scene.succeed()
            #expect(lost + scene.pass(1) == [.sourceFailed, .sourceRecovered])
            for happening in scene.told.suffix(2) {
                book.note(happening)
                messages += book.due(at: happening.at).count
            }
        }
        // Some eight hours of it.
        #expect((8...11).contains(messages), "\(messages)")
    }

    @Test(arguments: [
        (KeyTrouble.refused, NotificationEvent.keyRefused), (.usedUp, .keyUsedUp),
    ])
    func aKeyThatIsRefusedOrUsedUp(_ trouble: KeyTrouble, _ event: NotificationEvent) {
        var scene = Scene()
        scene.fail("the server does not accept the key", key: trouble)
        #expect(scene.pass(60) == [])
        #expect(scene.pass(1) == [event])
        // That the source fails for that is no second message.
        #expect(scene.pass(20_000) == [])
        // Somebody has changed the key; the source has not been asked yet.
        scene.health = SourceHealth()
        #expect(scene.pass(60) == [])
        scene.succeed()
        #expect(scene.pass(10) == [.keyAccepted])
    }

    @Test func aListThatTheLimitsKeepOut() {
        var scene = Scene()
        scene.status.sources[0].refusedList = "With this list, 7.0 % would be blocked"
        scene.health.state = .refused("With this list, 7.0 % would be blocked", again: scene.now)
        #expect(scene.pass(20_000) == [.listRefused])
        scene.status.sources[0].refusedList = nil
        scene.succeed()
        #expect(scene.pass(10) == [])
        scene.health.isHeldBack = true
        scene.health.state = .refused("it shrank by half", again: scene.now)
        #expect(scene.pass(10) == [.listRefused])
        #expect(scene.told.map(\.text) == ["With this list, 7.0 % would be blocked", "It shrank by half."])
    }

    @Test func aSourceThatIsGivenUpIsForgotten() {
        var scene = Scene()
        scene.fail("x", key: .refused)
        #expect(scene.pass(100) == [.keyRefused])
        let sources = scene.status.sources
        scene.status.sources = []
        #expect(scene.pass(100) == [])
        scene.status.sources = sources
        scene.succeed()
        #expect(scene.pass(100) == [])
    }

    @Test func whatOthersWroteCallsNobody() {
        let happening = Happening(
            .sourceFailed, at: Timestamp(milliseconds: 0), title: "<!channel>",
            text: "@everyone\nlook\u{1b}[2J" + String(repeating: "x", count: 9999))
        #expect(happening.title == "‹!channel›")
        #expect(happening.text.hasPrefix("＠everyone look\\u{1b}[2Jxxx") && happening.text.hasSuffix("x …"))
        #expect(happening.text.count < 450)
    }
}
