import Guard
import Testing

@testable import Dashboard

struct LiveRingTests {
    @Test func rowsComeAndGetTheirCounts() throws {
        var ring = LiveRing()
        let came = ring.take(LiveSamples.began(1))
        guard case .new(let row) = came else { return #expect(Bool(false), "\(String(describing: came))") }
        #expect(row.number == 1 && row.packets == 1)
        _ = ring.take(LiveSamples.began(2))
        let ended = ring.take(LiveSamples.ended(1, packets: 12))
        guard case .updated(let updated) = ended else { return #expect(Bool(false), "\(String(describing: ended))") }
        #expect(updated.number == 1 && updated.packets == 12 && updated.changed == 3)
        #expect(ring.rows.map(\.packets) == [12, 1])
        // Nothing that shows: the only packet was told already, and nobody knows of the other flow.
        #expect(ring.take(LiveSamples.ended(2, packets: 1)) == nil)
        #expect(ring.take(LiveSamples.ended(3, packets: 5)) == nil)
        #expect(ring.clock == 3)
    }

    @Test(arguments: [10, 499, 500, 501, 999, 1000, 1001, 5000])
    func theLastRowsAreKept(_ count: Int) {
        var ring = LiveRing()
        for number in 0..<count { _ = ring.take(LiveSamples.began(number)) }
        let first = max(0, count - LiveRing.length)
        #expect(ring.rows.map(\.flow) == (first..<count).map { LiveSamples.flow($0) })
        #expect(ring.hasForgotten == (count > LiveRing.length))
        #expect(ring.rows(since: UInt64(first))?.count == min(count, LiveRing.length))
        #expect(ring.rows(since: UInt64(count))?.isEmpty == true)
        #expect(ring.rows(since: UInt64(count + 1)) == nil)
        if first > 0 { #expect(ring.rows(since: UInt64(first - 1)) == nil) }
    }

    /// A page with a filter still shows what the ring has forgotten.
    @Test func forgottenRowsGetTheirCountsToo() throws {
        var ring = LiveRing()
        for number in 0..<2000 { _ = ring.take(LiveSamples.began(number)) }
        guard case .updated(let row) = ring.take(LiveSamples.ended(3, packets: 7)) else {
            return #expect(Bool(false))
        }
        #expect(row.number == 4 && row.packets == 7)
        #expect(ring.rows.allSatisfy { $0.packets == 1 })
    }
}
