import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import TestClocks
import Testing

@testable import Dashboard

/// What one page is told, and when it is not told any more.
@Suite(.timeLimit(.minutes(1)))
struct LiveStreamTests {
    private let feed = LiveFeed(clock: TestWallClock())

    /// A page that hands on what it is told, and takes its time.
    private struct Page: ResponseBodyWriter {
        let told: AsyncStream<String>.Continuation
        var pause: @Sendable () async -> Void = {}

        func write(_ buffer: ByteBuffer) async throws {
            told.yield(String(buffer: buffer))
            await pause()
        }

        func finish(_ trailingHeaders: HTTPFields?) async throws { told.finish() }
    }

    private final class Session: Sendable {
        let goesOn = Mutex(true)
    }

    @Test func everyPageHearsSomethingNowAndThenUntilItsSessionEnds() async throws {
        let (clock, session) = (TestClock(), Session())
        let (texts, told) = AsyncStream.makeStream(of: String.self)
        let page = Page(told: told)
        let stream = LiveStream(feed: feed, selection: LiveSelection(), start: nil) { session.goesOn.withLock(\.self) }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await feed.run(clock: clock) }
            group.addTask {
                var writer: any ResponseBodyWriter = page
                try? await stream.write(to: &writer)
            }
            var iterator = texts.makeAsyncIterator()
            #expect(await iterator.next()?.hasPrefix("retry: ") == true)
            #expect(await iterator.next()?.contains("event: reset") == true)
            await clock.passOnceSlept(LiveFeed.beat)
            #expect(await iterator.next() == "event: beat\ndata: still here\n\n")
            session.goesOn.withLock { $0 = false }
            await clock.passOnceSlept(LiveFeed.beat)
            #expect(await iterator.next()?.contains("event: end") == true)
            #expect(await iterator.next() == nil)
            group.cancelAll()
        }
    }

    /// Nothing is kept for a page that does not read: when it does again, it is told what there is.
    @Test func whoIsSlowIsToldTheRestAtOnce() async throws {
        let (texts, told) = AsyncStream.makeStream(of: String.self)
        let (releases, release) = AsyncStream.makeStream(of: Void.self)
        let page = Page(told: told) { for await _ in releases { break } }
        let stream = LiveStream(feed: feed, selection: LiveSelection(), start: nil) { true }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await feed.run(clock: TestClock()) }
            group.addTask {
                var writer: any ResponseBodyWriter = page
                try? await stream.write(to: &writer)
            }
            var iterator = texts.makeAsyncIterator()
            _ = await iterator.next()
            release.yield()
            #expect(await iterator.next()?.contains("event: reset") == true)
            for number in 1...3 * LiveFeed.mostBatches {
                feed.take([LiveSamples.began(number)])
                _ = feed.news(after: nil)
            }
            release.yield()
            let rest = await iterator.next() ?? ""
            #expect(rest.contains("event: blocks"))
            #expect(rest.split(separator: "\"address\":").count - 1 == 3 * LiveFeed.mostBatches)
            release.finish()
            group.cancelAll()
        }
    }
}
