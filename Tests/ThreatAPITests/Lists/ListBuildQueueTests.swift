import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("The order in which lists are built")
struct ListBuildQueueTests {
    @Test("Usual lists never wait; unusual ones are built one after the other, in their order")
    func order() {
        var queue = ListBuildQueue()
        let keys = (1...4).map { ListCacheTests.unusual($0) }
        #expect(queue.add(keys[0]) == .start && queue.add(keys[1]) == .wait && queue.add(keys[2]) == .wait)
        #expect(queue.add(ListCacheTests.key) == .start && queue.add(ListCacheTests.key(7)) == .start)
        #expect(queue.finish(ListCacheTests.key) == nil)
        #expect(queue.finish(keys[0]) == keys[1] && queue.finish(keys[1]) == keys[2])
        #expect(queue.finish(keys[2]) == nil && queue.add(keys[3]) == .start)
    }

    @Test("So many may wait, and no more, for as long as it goes on")
    func bound() {
        var queue = ListBuildQueue()
        var current = ListCacheTests.unusual(0)
        #expect(queue.add(current) == .start)
        for number in 1...ListBuildQueue.mostWaiting {
            #expect(queue.add(ListCacheTests.unusual(UInt32(number))) == .wait)
        }
        for number in 1000..<1500 as Range<UInt32> {
            #expect(queue.add(ListCacheTests.unusual(number)) == .refuse)
            current = queue.finish(current) ?? current
            #expect(queue.add(ListCacheTests.unusual(number)) == .wait)
        }
        #expect(current == ListCacheTests.unusual(1000 + 500 - UInt32(ListBuildQueue.mostWaiting) - 1))
    }

    @Test("Parts of a list and lists by place are unusual")
    func kinds() {
        var cut = TextKey(isAggregated: true)
        #expect(ListKey(cut, in: .zstd).isUsual)
        cut.cut = 100
        #expect(!ListKey(cut, in: .gzip).isUsual && !ListCacheTests.unusual(1).isUsual)
        #expect(ListKey.addresses(ListFilter(scoreMinimum: 3, family: .v6)).isUsual)
    }
}
