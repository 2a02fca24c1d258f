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
        /// Of these, those of a connection that was open before its peer was listed.
        var cut = 0
        /// What ``takeLogged()`` has given out already.
        fileprivate var taken = LoggedPackets()
    }

    static let length = Duration.seconds(10)
    static let most = 8192

    private var windows: [BlockedFlow: Window] = [:]
    /// Those that nobody has been told of, oldest first.
    private var fresh: [Window] = []
    /// What ended windows held and nobody has taken.
    private var left: [BlockedFlow: LoggedPackets] = [:]
    /// Packets of flows that there was no room for, since somebody last asked.
    private var overflow = 0
    /// All packets, since somebody last asked.
    private var packets = 0

    init() {}

    /// Returns whether this packet began a window.
    mutating func take(_ flow: BlockedFlow, _ mode: FirewallPolicy.Mode, isCut: Bool = false, at now: Timestamp) -> Bool
    {
        packets &+= 1
        if windows[flow] != nil {
            windows[flow]?.packets &+= 1
            if isCut { windows[flow]?.cut &+= 1 }
            return false
        }
        guard windows.count < Self.most else {
            overflow &+= 1
            return false
        }
        let window = Window(flow: flow, mode: mode, began: now, packets: 1, cut: isCut ? 1 : 0)
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
        for window in ended {
            windows[window.flow] = nil
            // Whoever takes comes as often as windows end; without them, nothing piles up.
            if left.count < Self.most, window.untaken.packets > 0 {
                left[window.flow, default: .init()] += window.untaken
            }
        }
        return ended.sorted { $0.began < $1.began }
    }

    /// What was logged of each flow since the last call.
    mutating func takeLogged() -> [BlockedFlow: LoggedPackets] {
        var logged = left
        left = [:]
        for (flow, window) in windows where window.untaken.packets > 0 {
            logged[flow, default: .init()] += window.untaken
            windows[flow]?.taken = LoggedPackets(packets: window.packets, cut: window.cut)
        }
        return logged
    }

    /// How many packets there were, and how many of them in no window, since the last call.
    mutating func takeCounts() -> (packets: Int, overflow: Int) {
        defer { (packets, overflow) = (0, 0) }
        return (packets, overflow)
    }
}

extension BlockWindows.Window {
    fileprivate var untaken: LoggedPackets {
        LoggedPackets(packets: packets &- taken.packets, cut: cut &- taken.cut)
    }
}
