import IPNetworks
import Testing

@testable import Blocklists

/// Days beside sorted ranges, against a dictionary.
struct StampedRangesTests {
    private static func set(_ random: inout SeededGenerator) -> AddressSet<UInt32> {
        AddressSet(
            (0..<Int.random(in: 0...30, using: &random)).map { _ -> AddressRange<UInt32> in
                let first = UInt32.random(in: 0...300, using: &random)
                return AddressRange(first, first + UInt32.random(in: 0...15, using: &random))
            })
    }

    private static func days(_ ranges: StampedRanges<UInt32>) -> [UInt32: UInt16] {
        var days: [UInt32: UInt16] = [:]
        for (range, day) in zip(ranges.ranges, ranges.days) {
            for address in range.first...range.last { days[address] = day }
        }
        return days
    }

    private static func isCanonical(_ ranges: StampedRanges<UInt32>) -> Bool {
        ranges.ranges.count == ranges.days.count
            && zip(ranges.ranges, ranges.ranges.dropFirst()).enumerated().allSatisfy { index, pair in
                pair.0.last < pair.1.first
                    && (pair.1.first - pair.0.last > 1 || ranges.days[index] != ranges.days[index + 1])
            }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func isWhatADictionaryIs(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var ranges = StampedRanges<UInt32>()
        var naive: [UInt32: UInt16] = [:]
        for today in 1...12 as ClosedRange<UInt16> {
            if Bool.random(using: &random) {
                let set = Self.set(&random)
                ranges = ranges.carried(to: set, today: today)
                var next: [UInt32: UInt16] = [:]
                for range in set.ranges {
                    for address in range.first...range.last { next[address] = naive[address] ?? today }
                }
                naive = next
            } else {
                var changes: [UInt32: UInt16?] = [:]
                for _ in 0..<10 {
                    changes[UInt32.random(in: 0...320, using: &random)] = .some(
                        Bool.random(using: &random) ? today : nil)
                }
                ranges = ranges.applying(changes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
                for (address, day) in changes { naive[address] = day }
            }
            #expect(Self.isCanonical(ranges))
            #expect(Self.days(ranges) == naive)
        }
        for address in 0...330 as ClosedRange<UInt32> { #expect(ranges.day(of: address) == naive[address]) }
    }

    @Test func theEndsOfTheSpace() {
        let whole = AddressSet<UInt32>([AddressRange(0, .max)])
        let ends = StampedRanges(AddressSet<UInt32>([AddressRange(0), AddressRange(.max)]), day: 3)
        let carried = ends.carried(to: whole, today: 9)
        #expect(carried.ranges == [AddressRange(0), AddressRange(1, .max - 1), AddressRange(.max)])
        #expect(carried.days == [3, 9, 3])
        let changed = carried.applying([(0, nil), (7, 8), (.max, nil)])
        #expect(changed.ranges == [AddressRange(1, 6), AddressRange(7), AddressRange(8, .max - 1)])
        #expect(changed.days == [9, 8, 9])
    }
}
