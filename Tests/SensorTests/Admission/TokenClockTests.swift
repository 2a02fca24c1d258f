import Testing

@testable import Sensor

@Suite struct TokenClockTests {
    static let second: UInt64 = 1_000_000_000

    @Test func letsABurstThroughThenTheRate() {
        var clock = TokenClock()
        func take(at now: UInt64) -> Bool { clock.take(at: now, rate: 20, burst: 4) }
        #expect((0..<10).map { _ in take(at: 5) } == [true, true, true, true] + [Bool](repeating: false, count: 6))
        // A twentieth of a second later there is one token more, and no second one.
        #expect(take(at: 5 + Self.second / 20))
        #expect(!take(at: 5 + Self.second / 20))
        #expect(!clock.isFull(at: 5 + Self.second / 20))
        #expect(clock.isFull(at: 5 + Self.second))
    }

    @Test func neverExceedsTheRateInTheLongRun() {
        var clock = TokenClock()
        var generator = SeededRandom(seed: 9)
        var now: UInt64 = 0
        var taken = 0
        while now < 60 * Self.second {
            now += UInt64.random(in: 0...20_000_000, using: &generator)
            if clock.take(at: now, rate: 20, burst: 64) { taken += 1 }
        }
        #expect((60 * 20...60 * 20 + 65).contains(taken))
    }

    @Test func saysHowLongWhatWasOverdrawnTakes() {
        var clock = TokenClock()
        func delay(at now: UInt64) -> UInt64 { clock.delay(at: now, rate: 100, burst: 50) }
        clock.charge(50, at: Self.second, rate: 100)
        #expect(delay(at: Self.second) == 0)
        clock.charge(25, at: Self.second, rate: 100)
        #expect(delay(at: Self.second) == Self.second / 4)
        #expect(delay(at: Self.second + Self.second / 8) == Self.second / 8)
        #expect(delay(at: 2 * Self.second) == 0)
        #expect(clock.delay(at: 0, rate: 100, burst: .max) == 0)
    }

    @Test func chargesMayOverdraw() {
        var clock = TokenClock()
        clock.charge(999, at: 0, rate: 100)
        #expect(!clock.isOverdrawn(at: 0, rate: 100, burst: 1000))
        clock.charge(5000, at: 0, rate: 100)
        #expect(clock.isOverdrawn(at: 0, rate: 100, burst: 1000))
        #expect(clock.isOverdrawn(at: 49 * Self.second, rate: 100, burst: 1000))
        #expect(!clock.isOverdrawn(at: 50 * Self.second, rate: 100, burst: 1000))
    }

    @Test func extremesDoNotTrap() {
        var clock = TokenClock()
        clock.charge(.max, at: .max / 2, rate: 1)
        #expect(clock.isOverdrawn(at: .max / 2, rate: 1, burst: 1))
        let taken = clock.take(at: .max / 2, rate: 0, burst: 0)
        #expect(!taken)
        clock.charge(.min, at: 0, rate: 0)
        clock.charge(.max, at: .max, rate: .max)
        _ = clock.take(at: 0, rate: .max, burst: .max)
        _ = clock.isOverdrawn(at: 0, rate: .min, burst: .min)
    }
}
