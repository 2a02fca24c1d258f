import Foundation
import TestHosts
import Testing

@testable import Guard

struct HistoryLeadersTests {
    private static let slots = Int64(100)...Int64(129)

    /// Packets of each key by hour or day: some have many always, most have few now and then.
    private func world(_ seed: UInt64, keys: Int) -> [[Data: Int]] {
        var random = SeededRandom(seed: seed)
        return Self.slots.map { _ in
            var packets: [Data: Int] = [:]
            for key in 0..<keys where Int.random(in: 0..<3, using: &random) > 0 {
                packets[Data([UInt8(key & 0xff), UInt8(key >> 8)])] =
                    Int.random(in: 1...20, using: &random) + 4000 / (key + 1)
            }
            return packets
        }
    }

    private func leaders(_ world: [[Data: Int]], depth: Int) -> HistoryLeaders {
        var leaders = HistoryLeaders(slots: Self.slots, depth: depth)
        for packets in world {
            for (key, count) in packets.sorted(by: { $0.value > $1.value }).prefix(depth) { leaders.add(key, count) }
            leaders.endSlot()
        }
        return leaders
    }

    @Test(arguments: 0..<10 as Range<UInt64>, [5, 40, 500])
    func theFirstAreThoseOfEverythingAddedUp(_ seed: UInt64, _ keys: Int) {
        let world = world(seed, keys: keys)
        let candidates = leaders(world, depth: 20).candidates(for: 10, atMost: .max)
        let sums = candidates.map { candidate in
            candidate.unknown.reduce(candidate.packets) {
                $0 + (world[Int($1 - Self.slots.lowerBound)][candidate.key] ?? 0)
            }
        }
        let all = world.reduce(into: [Data: Int]()) { $0.merge($1, uniquingKeysWith: +) }
        #expect(sums.sorted(by: >).prefix(10) == all.values.sorted(by: >).prefix(10)[...])
    }

    /// Where every row was given, nothing is asked again; where few are close, few are asked for.
    @Test func littleIsLookedUp() {
        let few = leaders(world(1, keys: 15), depth: 20).candidates(for: 10, atMost: 40)
        #expect(few.count >= 10 && few.allSatisfy { $0.unknown.isEmpty })
        let close = leaders(world(1, keys: 500), depth: 20).candidates(for: 3, atMost: .max)
        #expect(close.count < 20)
    }

    @Test(arguments: [0, 1, 7])
    func nobodyKnowsWhereNothingIs(_ count: Int) {
        #expect(leaders(Self.slots.map { _ in [:] }, depth: 20).candidates(for: count, atMost: 40).isEmpty)
    }
}
