import Firewall
import ThreatModel

/// Counts packets by flow in windows of ten seconds that begin with a flow's first packet.
///
/// A value. Bounded: beyond so many flows at a time, packets of new ones are only counted all together.
struct BlockWindows {
    struct Window: Equatable {
        var flow: BlockedFlow
        var mode: FirewallPolicy.Mode
        var began: Timestamp
        var packets: Int
    }

    static let length = Duration.seconds(10)
    static let most = 8192

    private var windows: [BlockedFlow: Window] = [:]
    /// Those that nobody has been told of, oldest first.
    private var fresh: [Window] = []
    /// Packets of flows that there was no room for, since somebody last asked.
    private var overflow = 0
    /// All packets, since somebody last asked.
    private var packets = 0

    init() {}

    /// Returns whether this packet began a window.
    mutating func take(_ flow: BlockedFlow, _ mode: FirewallPolicy.Mode, at now: Timestamp) -> Bool {
        packets &+= 1
        if windows[flow] != nil {
            windows[flow]?.packets &+= 1
            return false
        }
        guard windows.count < Self.most else {
            overflow &+= 1
            return false
        }
        let window = Window(flow: flow, mode: mode, began: now, packets: 1)
        windows[flow] = window
        fresh.append(window)
        return true
    }

    /// The windows that began since the last call, as they were then.
    mutating func takeFresh() -> [Window] {
        defer { fresh = [] }
        return fresh
    }

    /// Ends the windows that have lasted long enough, in the order of their beginning. All of them when the clock was
    /// set back.
    mutating func takeEnded(at now: Timestamp) -> [Window] {
        let ended = windows.values.filter { now.since($0.began) >= Self.length || now < $0.began }
        for window in ended { windows[window.flow] = nil }
        return ended.sorted { $0.began < $1.began }
    }

    /// How many packets there were, and how many of them in no window, since the last call.
    mutating func takeCounts() -> (packets: Int, overflow: Int) {
        defer { (packets, overflow) = (0, 0) }
        return (packets, overflow)
    }
}
