import Foundation
import Guard
import NIOCore
import TestClocks
import Testing

@testable import Dashboard

@Suite(.timeLimit(.minutes(1)))
struct LiveFeedTests {
    private let feed = LiveFeed(clock: TestWallClock())

    private func content(_ buffer: String) throws -> [String: Any] {
        let data = try #require(buffer.split(separator: "\n").first { $0.hasPrefix("data: ") }).dropFirst(6)
        return try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
    }

    private func batches(_ news: LiveFeed.News) -> [LiveBatch] {
        if case .batches(let batches) = news { batches } else { [] }
    }

    @Test func whoIsNewIsToldEverythingAndThenWhatComes() throws {
        feed.take([LiveSamples.began(1), LiveSamples.began(2)])
        let (all, place) = feed.news(after: nil)
        guard case .anew(let rows) = all else { return #expect(Bool(false)) }
        #expect(rows.map(\.number) == [1, 2])
        guard case .nothing = feed.news(after: place).news else { return #expect(Bool(false)) }
        feed.take([LiveSamples.began(3), LiveSamples.ended(1, packets: 9)])
        let (more, end) = feed.news(after: place)
        let batch = try #require(batches(more).first)
        #expect(batch.new.map(\.number) == [3] && batch.updated.map(\.packets) == [9])
        #expect(end != place)
    }

    @Test func whoComesBackMissesNothing() throws {
        feed.take([LiveSamples.began(1)])
        let place = feed.news(after: nil).cursor
        // More batches than are kept, fewer rows than are kept.
        for number in 2..<100 {
            feed.take([LiveSamples.began(number)])
            _ = feed.news(after: nil)
        }
        feed.take([LiveSamples.ended(1, packets: 4)])
        guard case .rows(let rows) = feed.news(after: place).news else { return #expect(Bool(false)) }
        #expect(rows.map(\.number) == (1..<100).map { UInt64($0) })
        #expect(rows.first?.packets == 4)
    }

    @Test func whoWasAwayForLongOrKnewAnotherFeedBeginsAnew() throws {
        let place = feed.news(after: nil).cursor
        for number in 0..<600 {
            feed.take([LiveSamples.began(number)])
            _ = feed.news(after: nil)
        }
        for lost in [place, LiveCursor(epoch: 5, time: 600), LiveCursor(epoch: place.epoch, time: 601)] {
            guard case .anew(let rows) = feed.news(after: lost).news else {
                Issue.record("\(lost)")
                continue
            }
            #expect(rows.count == LiveRing.length)
        }
    }

    @Test func aBatchIsWrittenOnceForAllAndBounded() throws {
        feed.take((0..<5000).map { LiveSamples.began($0, port: $0 == 3 ? 23 : 22) })
        feed.take(untold: 77)
        let batch = try #require(batches(feed.news(after: LiveCursor(epoch: epoch, time: 0)).news).first)
        let event = String(buffer: batch.event(for: LiveSelection()))
        #expect(event.hasPrefix("id: \(LiveCursor(epoch: epoch, time: batch.end))\nevent: blocks\ndata: {"))
        #expect(event.hasSuffix("}\n\n"))
        let told = try content(event)
        #expect((told["rows"] as? [Any])?.count == LiveBatch.mostRows)
        #expect(told["more"] as? Int == 5000 - LiveBatch.mostRows && told["untold"] as? Int == 77)
        // What others hide from those who see everything, a filter finds.
        var telnet = LiveSelection()
        telnet.filter.port = 23
        let found = try content(String(buffer: batch.event(for: telnet)))
        let rows = try #require(found["rows"] as? [[String: Any]])
        #expect(rows.count == 1 && rows.first?["address"] as? String == "45.40.0.3" && found["more"] as? Int == 0)
        var none = LiveSelection()
        none.filter.source = "second"
        #expect(batch.event(for: none).readableBytes == 0)
    }

    private var epoch: Int64 { feed.news(after: nil).cursor.epoch }

    @Test func whatWaitsIsBounded() throws {
        let place = feed.news(after: nil).cursor
        for round in 0..<10 {
            feed.take((0..<LiveFeed.mostWaiting).map { LiveSamples.began(round * LiveFeed.mostWaiting + $0) })
        }
        let batch = try #require(batches(feed.news(after: place).news).first)
        #expect(batch.new.count < 2 * LiveFeed.mostWaiting)
        #expect(batch.new.count + batch.untold == 10 * LiveFeed.mostWaiting)
        #expect(batch.new.last?.flow == LiveSamples.flow(10 * LiveFeed.mostWaiting - 1))
    }

    @Test func onlySoManyFollow() throws {
        var readers: [LiveFeed.Reader] = []
        while let reader = feed.open() { readers.append(reader) }
        #expect(readers.count == LiveFeed.mostReaders && feed.isFull)
        feed.close(try #require(readers.last))
        #expect(!feed.isFull)
        #expect(feed.open() != nil)
    }

    /// The first event is told at once, what comes within a moment after it together.
    @Test func whatComesIsGathered() async throws {
        let clock = TestClock()
        let reader = try #require(feed.open())
        var wakes = reader.wakes.makeAsyncIterator()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await feed.run(clock: clock) }
            var place = feed.news(after: nil).cursor
            feed.take([LiveSamples.began(1)])
            _ = await wakes.next()
            #expect(batches(feed.news(after: place).news).count == 1)
            place = feed.news(after: nil).cursor
            await clock.untilSlept(LiveFeed.gathering)
            feed.take([LiveSamples.began(2)])
            feed.take([LiveSamples.began(3)])
            clock.advance(by: LiveFeed.gathering)
            _ = await wakes.next()
            #expect(batches(feed.news(after: place).news).map(\.new.count) == [2])
            let beats = feed.beats
            await clock.untilSlept(LiveFeed.gathering)
            clock.advance(by: LiveFeed.beat)
            while feed.beats == beats { await Task.yield() }
            // With the feed, all who follow come to an end.
            group.cancelAll()
            while await wakes.next() != nil {}
        }
        #expect(feed.open() == nil)
    }
}
