import Testing

@testable import Firewall

@Suite struct ListChangeTests {
    private typealias Addresses = ExactAddresses<UInt32>
    private typealias Networks = AddressIntervals<UInt32>

    private func change(_ old: [UInt32], _ new: [UInt32], capacity: Int? = 1536) -> ListChange<ExactAddresses<UInt32>> {
        ListChange(from: Addresses(old), to: Addresses(new), capacity: capacity)
    }

    @Test func nothing() {
        #expect(change([1, 2], [1, 2]) == .keep)
        #expect(change([], []) == .keep)
    }

    @Test func difference() {
        #expect(change([1, 2, 3], [2, 4]) == .update(removing: [1, 3], adding: [4]))
    }

    /// A small list may change completely; a large one is written anew when that is less work.
    @Test func largeDifferences() {
        let small = Array(0..<400 as Range<UInt32>)
        #expect(change(small, small.map { $0 + 1000 }) == .update(removing: small, adding: small.map { $0 + 1000 }))
        let large = Array(0..<3000 as Range<UInt32>)
        let other = large.map { $0 + 1600 }
        #expect(change(large, other, capacity: 6144) == .replace(with: Addresses(other)))
        let near = large.map { $0 + 1400 }
        #expect(change(large, near, capacity: 6144) != .replace(with: Addresses(near)))
    }

    @Test func growthBeyondTheDeclaredSize() {
        let list = Array(0..<1600 as Range<UInt32>)
        #expect(
            change(Array(list[..<1500]), list, capacity: 1600) == .update(removing: [], adding: Array(list[1500...])))
        #expect(change(Array(list[..<1500]), list, capacity: 1599) == .replace(with: Addresses(list)))
    }

    @Test func memoryIsGivenBack() {
        let list = Array(0..<1000 as Range<UInt32>)
        #expect(change(list, Array(list[1...]), capacity: 49_152) == .update(removing: [0], adding: []))
        #expect(change(list, Array(list[1...]), capacity: 98_304) == .replace(with: Addresses(Array(list[1...]))))
        #expect(change(list, list, capacity: 98_304) == .replace(with: Addresses(list)))
    }

    @Test func networksThatMeetAreWrittenAnew() {
        let old = Networks([10...20, 40...50])
        #expect(
            ListChange(from: old, to: Networks([10...20, 60...70]), capacity: nil)
                == .update(removing: [40...50], adding: [60...70]))
        for new in [Networks([10...20, 40...51]), Networks([10...20, 45...46]), Networks([10...20, 51...60])] {
            #expect(ListChange(from: old, to: new, capacity: nil) == .replace(with: new))
        }
    }

    @Test func knownDifferences() {
        func known(_ removing: [UInt32], _ adding: [UInt32], count: Int?, capacity: Int?) -> ListChange<Addresses>? {
            ListChange(removing: Addresses(removing), adding: Addresses(adding), count: count, capacity: capacity)
        }
        #expect(known([], [], count: nil, capacity: nil) == .keep)
        #expect(known([1], [2, 3], count: 9, capacity: 10) == .update(removing: [1], adding: [2, 3]))
        #expect(known([], [2, 3], count: 9, capacity: 10) == nil)
        #expect(known([1, 2], [], count: 1, capacity: 10) == nil)
        // How many there are is not known: they may not fit.
        #expect(known([], [2], count: nil, capacity: 10) == nil)
        #expect(
            ListChange(removing: Networks([1...5]), adding: Networks([6...7]), count: 1, capacity: nil) == nil)
        #expect(
            ListChange(removing: Networks([1...5]), adding: Networks([7...7]), count: nil, capacity: nil)
                == .update(removing: [1...5], adding: [7...7]))
    }

    @Test(arguments: [
        (ListChangeSummary.keep, "keep"), (.update(removing: 3, adding: 0), "remove 3"),
        (.update(removing: 0, adding: 4), "add 4"), (.update(removing: 3, adding: 4), "remove 3, add 4"),
        (.replace(count: 5, capacity: 10), "write 5 anew, with room for 10"),
        (.replace(count: 5, capacity: nil), "write 5 anew"),
    ])
    func words(_ summary: ListChangeSummary, _ words: String) {
        #expect(summary.description == words)
    }
}
