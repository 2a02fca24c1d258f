import Synchronization
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Heartbeats of the feed")
struct HeartbeatTests {
    @Test("Thousands that began to wait at once are woken in small groups, each within 15 s")
    func spread() async throws {
        let feed = ChangeFeed(lastSequence: 0)
        let followers = 2000
        let start = ManualClock.start
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<followers {
                group.addTask { #expect(await feed.wait(after: 0, since: start) == .heartbeat) }
            }
            while feed.followerCount < followers { await Task.yield() }
            var before = followers
            var largest = 0
            for tenths in 0...150 {
                feed.heartbeat(at: start.advanced(by: .milliseconds(100 * tenths)))
                largest = max(largest, before - feed.followerCount)
                before = feed.followerCount
                if tenths < 100 { #expect(before == followers) }
            }
            #expect(before == 0)
            // Fifty times as many groups as needed would be one each; three times the even share is small enough.
            #expect(largest < 3 * followers / 50)
            try await group.waitForAll()
        }
    }

    @Test("A change wakes everyone, and a wait that has something to tell does not begin")
    func changes() async {
        let feed = ChangeFeed(lastSequence: 4)
        #expect(await feed.wait(after: 3, since: ManualClock.start) == .changed)
        feed.close()
        #expect(await feed.wait(after: 4, since: ManualClock.start) == .closed)
    }
}
