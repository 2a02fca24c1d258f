import IPNetworks
import Testing

@testable import ThreatAPI

@Suite("Requests without a key, by address")
struct AddressThrottleTests {
    static let second: UInt64 = 1_000_000_000

    @Test("A burst, then a steady rate; the wait that is named is enough")
    func bucket() throws {
        let throttle = AddressThrottle(rate: 2, burst: 5, places: 64)
        let address = try #require(IPAddress("192.0.2.1"))
        let taken = (0..<8).map { _ in throttle.take(address, at: Self.second) }
        #expect(taken == [nil, nil, nil, nil, nil, 1, 1, 1])
        #expect(throttle.take(address, at: Self.second + Self.second / 2) == nil)
        #expect(throttle.take(address, at: Self.second + Self.second / 2) == 1)
        let other = try #require(IPAddress("192.0.2.2"))
        #expect(throttle.take(other, at: Self.second) == nil)

        let slow = AddressThrottle(rate: 1, burst: 1, places: 64)
        #expect(slow.take(address, at: 0) == nil)
        let wait = try #require(slow.take(address, at: 1))
        #expect(slow.take(address, at: 1 + UInt64(wait) * Self.second) == nil)
    }

    @Test("A rate below one a second")
    func seldom() throws {
        let throttle = AddressThrottle(interval: .seconds(60), burst: 2, places: 64)
        let address = try #require(IPAddress("192.0.2.1"))
        #expect((0..<3).map { _ in throttle.take(address, at: Self.second) }.prefix(2) == [nil, nil])
        #expect(throttle.take(address, at: 30 * Self.second) == 32)
        #expect(throttle.take(address, at: 61 * Self.second) == nil)
        #expect(throttle.take(address, at: 62 * Self.second) == 60)
    }

    @Test("One IPv6 host has one bucket, whatever addresses of its network it takes")
    func network() throws {
        let throttle = AddressThrottle(rate: 1, burst: 3, places: 64)
        let allowed = (1...10).filter { number in
            IPAddress("2001:db8:0:1::\(number)").map { throttle.take($0, at: 5) == nil } ?? false
        }
        #expect(allowed == [1, 2, 3])
    }

    /// The naive rule: a bucket for everybody, never forgotten.
    struct Reference {
        var tokens: [AddressKey: (level: Double, at: UInt64)] = [:]
        let rate: Double
        let burst: Double

        mutating func takes(_ address: IPAddress, at now: UInt64) -> Bool {
            let key = AddressKey(address)
            var (level, at) = tokens[key] ?? (burst, now)
            level = min(burst, level + Double(now - at) / 1e9 * rate)
            at = now
            let isTaken = level >= 1 - 1e-6
            tokens[key] = (isTaken ? level - 1 : level, at)
            return isTaken
        }
    }

    @Test("It is a bucket of tokens for each address as long as its table has room", arguments: 0..<10 as Range<UInt64>)
    func reference(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let throttle = AddressThrottle(rate: 4, burst: 6, places: 4096)
        var reference = Reference(rate: 4, burst: 6)
        var now: UInt64 = 1
        for _ in 0..<3000 {
            now += UInt64.random(in: 0...4, using: &generator) * 12_500_000
            let address = IPAddress(v4: 0xc000_0200 + UInt32.random(in: 0..<20, using: &generator))
            let isTaken = throttle.take(address, at: now) == nil
            #expect(isTaken == reference.takes(address, at: now))
        }
    }

    @Test("An attacker of many addresses neither makes it grow nor, while it has room, free whoever is in debt")
    func flood() throws {
        let throttle = AddressThrottle(rate: 1, burst: 100, places: 4096)
        let address = try #require(IPAddress("198.51.100.1"))
        for _ in 0..<100 { #expect(throttle.take(address, at: 7) == nil) }
        for number in 0..<100_000 as Range<UInt32> { _ = throttle.take(IPAddress(v4: number &* 2_654_435_761), at: 8) }
        // The others each took one token: the one most in debt is given up last.
        #expect(throttle.take(address, at: 9) != nil)
    }
}
