import Blocklists
import Foundation
import IPNetworks
import Testing

@Suite("Sudden changes of a list")
struct ListHistoryTests {
    private func size(_ ranges: Int, v4: UInt64 = 0, v6: UInt64 = 0) -> ListSize {
        ListSize(ranges: ranges, v4Addresses: v4 == 0 ? UInt64(ranges) : v4, v6Networks: v6)
    }

    @Test(
        "What is sudden",
        arguments: [
            (1_000, 1_000, ListChange?.none), (1_000, 500, nil), (1_000, 499, .shrank), (1_001, 500, .shrank),
            (1_000, 0, .shrank), (3, 2, nil), (3, 1, .shrank), (1, 0, .shrank), (0, 0, nil), (0, 1_000, nil),
            (0, 1_001, .grew), (100, 1_000, nil), (100, 1_001, .grew), (200, 1_999, nil), (200, 2_000, .grew),
            (50_000, 499_999, nil), (50_000, 500_000, .grew),
        ])
    func ranges(old: Int, new: Int, change: ListChange?) {
        #expect(ListChange(from: size(old), to: size(new)) == change)
    }

    @Test("A list that covers ten times as much has grown, however few its ranges")
    func coverage() {
        #expect(ListChange(from: size(500, v4: 100_000), to: size(501, v4: 1_000_000)) == .grew)
        #expect(ListChange(from: size(500, v4: 100_001), to: size(501, v4: 1_000_000)) == nil)
        #expect(ListChange(from: size(500, v4: 500), to: size(501, v4: 60_000)) == nil)
        #expect(ListChange(from: size(500, v4: 500), to: size(501, v4: 16_777_216)) == .grew)
        #expect(ListChange(from: size(500, v6: 100_000), to: size(501, v6: 1 << 45)) == .grew)
        #expect(ListChange(from: size(500, v4: 1_000_000), to: size(499, v4: 10_000)) == nil)
    }

    @Test("Sizes that no list has are judged without a trap")
    func absurd() {
        let sizes = [Int.min, -1, 0, .max].map { ListSize(ranges: $0, v4Addresses: .max, v6Networks: .max) }
        for old in sizes {
            for new in sizes { _ = ListChange(from: old, to: new) }
        }
    }

    @Test(
        "A change is held back twice and believed the third time",
        arguments: [(100, ListChange.shrank), (20_000, .grew)])
    func persists(ranges: Int, change: ListChange) {
        var history = ListHistory()
        #expect(history.judge(size(1_000)) == .accepted)
        #expect(history.judge(size(ranges)) == .held(change, from: size(1_000), to: size(ranges), pull: 1))
        #expect(history.judge(size(ranges)) == .held(change, from: size(1_000), to: size(ranges), pull: 2))
        #expect(history.accepted == size(1_000))
        #expect(history.judge(size(ranges)) == .accepted)
        #expect(history.accepted == size(ranges))
        #expect(history.pending == nil)
    }

    @Test("An ordinary answer in between clears it, and so does a change the other way")
    func cleared() {
        var history = ListHistory()
        _ = history.judge(size(1_000))
        for _ in 0..<5 {
            #expect(history.judge(size(10)) != .accepted)
            #expect(history.judge(size(10)) != .accepted)
            #expect(history.judge(size(990)) == .accepted)
        }
        #expect(history.judge(size(10)) != .accepted)
        #expect(history.judge(size(10)) != .accepted)
        #expect(history.judge(size(100_000)) == .held(.grew, from: size(990), to: size(100_000), pull: 1))
        #expect(history.judge(size(10)) == .held(.shrank, from: size(990), to: size(10), pull: 1))
    }

    @Test("A person may confirm it")
    func confirmed() {
        var history = ListHistory()
        _ = history.judge(size(1_000))
        #expect(history.judge(size(10)) != .accepted)
        history.accept(size(10))
        #expect(history.judge(size(10)) == .accepted)
        #expect(history.judge(size(12)) == .accepted)
    }

    @Test("The first answer of a source is believed")
    func first() {
        var history = ListHistory()
        #expect(history.judge(size(1_000_000)) == .accepted)
    }

    @Test("It is kept on disk and goes on where it was")
    func coding() throws {
        var history = ListHistory()
        _ = history.judge(size(1_000))
        _ = history.judge(size(10))
        var kept = try JSONDecoder().decode(ListHistory.self, from: JSONEncoder().encode(history))
        #expect(kept == history)
        #expect(kept.judge(size(10)) != .accepted)
        #expect(kept.judge(size(10)) == .accepted)
    }

    @Test("The size of a set")
    func sizeOfSet() throws {
        let ranges = ["192.0.2.0/24", "192.0.3.0/24", "198.51.100.7", "2001:db8::/32", "2001:db9::1"]
        let addresses = IPAddressSet(try ranges.map { try IPRange(parsing: $0) })
        #expect(ListSize(of: addresses) == ListSize(ranges: 4, v4Addresses: 513, v6Networks: 1 << 32))
        #expect(ListSize(of: IPAddressSet([try IPRange(parsing: "::/0")])).v6Networks == .max)
    }

    @Test("The sentence says what happens and when it ends")
    func sentence() {
        var history = ListHistory()
        _ = history.judge(size(1_000))
        #expect(
            history.judge(size(10)).description
                == "The list shrank suddenly, from 1000 ranges and 1000 IPv4 addresses to 10 and 10: the last good copy "
                + "stays until this persists (pull 1 of 3) or is confirmed.")
        #expect(history.judge(size(1_000)).description == "The list was accepted.")
    }
}
