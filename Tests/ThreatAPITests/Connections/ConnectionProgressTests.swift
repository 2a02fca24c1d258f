import IPNetworks
import NIOCore
import Testing

@testable import ThreatAPI

@Suite("Times of a connection")
struct ConnectionProgressTests {
    static let limits = ConnectionLimits()

    static func time(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(1000 + seconds) }

    static func progress() -> ConnectionProgress {
        ConnectionProgress(limits: limits, isOpening: false, at: time(0))
    }

    static func verdict(_ progress: ConnectionProgress, _ seconds: Int64) -> ConnectionProgress.Verdict {
        progress.verdict(at: time(seconds), isCrowded: false)
    }

    @Test("A body may be slow, but not stand still, and not crawl")
    func body() {
        var progress = Self.progress()
        progress.bytesCame(100, at: Self.time(0))
        progress.headCame(at: Self.time(0))
        progress.asksForBytes(at: Self.time(0))
        #expect(Self.verdict(progress, 20) == .fine)
        #expect(Self.verdict(progress, 21) == .refuse(.bodyTooSlow))

        // A byte every ten seconds never pauses for long, and ends soon all the same.
        var crawling = progress
        var cut: Int64?
        for second in stride(from: Int64(0), to: 100, by: 10) where cut == nil {
            crawling.bytesCame(1, at: Self.time(second))
            crawling.asksForBytes(at: Self.time(second))
            if Self.verdict(crawling, second + 9) != .fine { cut = second }
        }
        #expect(cut == 30)

        // A large one at a fair rate takes its time.
        var large = progress
        for second in Int64(0)..<600 {
            large.bytesCame(8192, at: Self.time(second))
            large.asksForBytes(at: Self.time(second))
            #expect(Self.verdict(large, second) == .fine)
        }
    }

    @Test("A server that does not read blames nobody")
    func notReading() {
        var progress = Self.progress()
        progress.bytesCame(100, at: Self.time(0))
        progress.headCame(at: Self.time(0))
        #expect(Self.verdict(progress, 10_000) == .fine)
    }

    @Test("An answer that has begun is not followed by a refusal")
    func answered() {
        var progress = Self.progress()
        progress.bytesCame(1, at: Self.time(0))
        progress.headCame(at: Self.time(0))
        progress.asksForBytes(at: Self.time(0))
        progress.answerBegan()
        #expect(Self.verdict(progress, 100) == .close)
        progress.answered(at: Self.time(1))
        #expect(Self.verdict(progress, 100) == .close)
    }

    @Test("While something earlier is unanswered, the next head has time")
    func pipelined() {
        var progress = Self.progress()
        progress.bytesCame(1, at: Self.time(0))
        progress.headCame(at: Self.time(0))
        progress.bodyEnded(at: Self.time(0))
        progress.bytesCame(1, at: Self.time(1))
        #expect(Self.verdict(progress, 100) == .fine)
        progress.answered(at: Self.time(100))
        #expect(Self.verdict(progress, 110) == .fine)
        #expect(Self.verdict(progress, 111) == .refuse(.headTooSlow))
    }

    @Test("A server that does not answer gives up at last")
    func noAnswer() {
        var progress = Self.progress()
        progress.bytesCame(1, at: Self.time(0))
        progress.headCame(at: Self.time(0))
        progress.bodyEnded(at: Self.time(0))
        #expect(Self.verdict(progress, 120) == .fine)
        #expect(Self.verdict(progress, 121) == .close)
    }

    @Test("The beginning of the next request counts from the answer to the last, on the fast path too")
    func atOnce() {
        var progress = Self.progress()
        progress.bytesCame(1, at: Self.time(0))
        progress.answeredAtOnce(isRestLeft: true, at: Self.time(9))
        #expect(!progress.isIdle)
        #expect(Self.verdict(progress, 19) == .fine)
        #expect(Self.verdict(progress, 20) == .refuse(.headTooSlow))
        progress.answeredAtOnce(isRestLeft: false, at: Self.time(20))
        #expect(progress.quietSince == Self.time(20))
    }

    @Test("What is sent and not taken stands still; what is taken, however slowly, does not")
    func sending() {
        var sending = SendingProgress(at: Self.time(0))
        #expect(sending.pause(written: 100_000, waiting: 90_000, at: Self.time(5)) == .zero)
        #expect(sending.pause(written: 100_000, waiting: 90_000, at: Self.time(30)) == .seconds(25))
        // More was written; none of it has gone.
        #expect(sending.pause(written: 150_000, waiting: 140_000, at: Self.time(40)) == .seconds(35))
        #expect(sending.pause(written: 150_000, waiting: 139_999, at: Self.time(50)) == .zero)
        #expect(sending.pause(written: 150_000, waiting: 0, at: Self.time(500)) == .zero)
    }

    @Test("Connections are counted by address, and by network where that is one host")
    func counts() throws {
        let counts = ConnectionCounts(perAddress: 2, maximum: 10)
        let addresses = try ["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"].map {
            try #require(IPAddress($0))
        }
        #expect(counts.enter(addresses[0]) && counts.enter(addresses[0]) && !counts.enter(addresses[0]))
        #expect(counts.enter(addresses[1]))
        #expect(counts.enter(addresses[2]) && counts.enter(addresses[3]) && !counts.enter(addresses[2]))
        counts.leave(addresses[0])
        #expect(counts.enter(addresses[0]) && !counts.enter(addresses[0]))
    }
}
