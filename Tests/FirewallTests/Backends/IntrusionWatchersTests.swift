import Testing

@testable import Firewall

@Suite struct IntrusionWatchersTests {
    @Test func everyoneIsTold() async {
        let watchers = IntrusionWatchers()
        let streams = [watchers.stream(), watchers.stream()]
        watchers.yield(.changed(by: "nft"))
        for stream in streams { #expect(await stream.first { _ in true } == .changed(by: "nft")) }
    }

    /// Who is slow hears of the newest only: what to do about it is the same.
    @Test func slowReadersGetTheNewest() async {
        let watchers = IntrusionWatchers()
        let stream = watchers.stream()
        for number in 0..<100 { watchers.yield(.changed(by: "\(number)")) }
        watchers.finish()
        var seen: [FirewallIntrusion] = []
        for await intrusion in stream { seen.append(intrusion) }
        #expect(seen == [.changed(by: "99")])
    }

    @Test func finishedWatchersGiveEmptyStreams() async {
        let watchers = IntrusionWatchers()
        watchers.finish()
        for await _ in watchers.stream() { Issue.record("something came after the end") }
    }
}
