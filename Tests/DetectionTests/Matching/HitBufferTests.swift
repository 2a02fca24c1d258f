import Testing

@testable import Detection

@Suite struct HitBufferTests {
    @Test func hitsAreKeptOnceAndForgottenByTheNextEvent() {
        var buffer = HitBuffer()
        buffer.begin(primitives: 200)
        for primitive: UInt32 in [3, 64, 199, 3] { buffer.hit(primitive) }
        #expect(buffer.hits == [3, 64, 199])
        #expect(buffer.contains(64) && !buffer.contains(65))
        buffer.begin(primitives: 200)
        #expect(buffer.hits.isEmpty)
        #expect(!buffer.contains(3) && !buffer.contains(64) && !buffer.contains(199))
    }

    /// A smaller catalogue may use a buffer that a larger one left.
    @Test func roomGrowsAndStays() {
        var buffer = HitBuffer()
        buffer.begin(primitives: 1000)
        buffer.hit(999)
        buffer.begin(primitives: 10)
        buffer.hit(9)
        buffer.begin(primitives: 1000)
        #expect(!buffer.contains(999) && !buffer.contains(9))
    }
}
