import TestHosts
import Testing

@testable import Firewall

@Suite struct AddressIntervalsTests {
    private typealias Range = ClosedRange<UInt32>

    /// Addresses as members of a set: slow and obviously right.
    private func members(_ ranges: [ClosedRange<UInt32>]) -> Set<UInt32> { Set(ranges.joined()) }

    @Test(arguments: 0..<200)
    func anyRangesBecomeCanonical(_ seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let ranges = (0..<Int.random(in: 0...12, using: &random)).map { _ in
            let first = UInt32.random(in: 0...60, using: &random)
            return first...first + UInt32.random(in: 0...8, using: &random)
        }
        let canonical = AddressIntervals(ranges).items
        #expect(members(canonical) == members(ranges))
        for (previous, next) in zip(canonical, canonical.dropFirst()) {
            #expect(next.lowerBound > previous.upperBound + 1)
        }
    }

    @Test func edges() {
        let ranges: [ClosedRange<UInt32>] = [0xffff_fff0...UInt32.max, 0...0, 1...5, UInt32.max...UInt32.max]
        #expect(AddressIntervals(ranges).items == [0...5, 0xffff_fff0...UInt32.max])
        #expect(AddressIntervals([UInt128.max...UInt128.max, 0...UInt128.max - 1]).items == [0...UInt128.max])
    }

    @Test(
        arguments: [
            (5...9, 10...12, true), (5...9, 11...12, false), (5...9, 7...8, true), (5...9, 0...4, true),
            (5...9, 0...3, false), (0...UInt32.max, 4...4, true), (UInt32.max...UInt32.max, 0...0, false),
        ] as [(ClosedRange<UInt32>, ClosedRange<UInt32>, Bool)])
    func touching(_ a: ClosedRange<UInt32>, _ b: ClosedRange<UInt32>, _ isTouching: Bool) {
        #expect(a.touches(b) == isTouching)
        #expect(b.touches(a) == isTouching)
    }

    @Test(arguments: 0..<300)
    func changesInPlaceNeverMeet(_ seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        func ranges() -> [ClosedRange<UInt32>] {
            AddressIntervals(
                (0..<Int.random(in: 0...5, using: &random)).map { _ in
                    let first = UInt32.random(in: 0...80, using: &random)
                    return first...first + UInt32.random(in: 0...6, using: &random)
                }
            ).items
        }
        let (removing, adding) = (ranges(), ranges())
        let isClear = !removing.contains { range in adding.contains { $0.touches(range) } }
        #expect(AddressIntervals.canChangeInPlace(removing: removing, adding: adding) == isClear)
    }

    @Test func openEndsAreNotCounted() {
        #expect(AddressIntervals<UInt32>.counted([]) == 0)
        #expect(AddressIntervals<UInt32>.counted([1...2, 5...9]) == 2)
        #expect(AddressIntervals<UInt32>.counted([1...2, 5...UInt32.max]) == 1)
    }

    @Test func differencesApply() {
        var list = AddressIntervals([1...3, 10...20, 30...40] as [ClosedRange<UInt32>])
        let isApplied = list.apply(removing: [10...20], adding: [5...6, 11...12])
        #expect(isApplied)
        #expect(list.items == [1...3, 5...6, 11...12, 30...40])
        let before = list
        for (removing, adding) in [([5...7], []), ([], [4...4]), ([], [12...13])] as [([Range], [Range])] {
            let isApplied = list.apply(removing: removing, adding: adding)
            #expect(!isApplied)
            #expect(list == before)
        }
    }

    @Test func boundsMakeIntervals() {
        #expect(AddressIntervals<UInt32>(starts: [30, 10], ends: [15, 41])?.items == [10...14, 30...40])
        #expect(AddressIntervals<UInt32>(starts: [30, 10], ends: [15])?.items == [10...14, 30...UInt32.max])
        #expect(AddressIntervals(starts: [] as [UInt32], ends: []) == AddressIntervals())
        // One bound too many, one too few, an end before its start, one inside the next.
        #expect(AddressIntervals(starts: [10], ends: [15, 20] as [UInt32]) == nil)
        #expect(AddressIntervals(starts: [10, 20, 30], ends: [15] as [UInt32]) == nil)
        #expect(AddressIntervals(starts: [10], ends: [0] as [UInt32]) != AddressIntervals([10...20]))
        #expect(AddressIntervals(starts: [10, 20], ends: [5, 30] as [UInt32]) == nil)
        #expect(AddressIntervals(starts: [10, 20], ends: [25, 30] as [UInt32]) == nil)
    }
}
