import Firewall
package import Netlink
import Synchronization
package import ThreatModel

/// Takes the packets that the kernel logged, on the thread that receives them, and wakes whoever tells of them.
package final class BlockCounter: Sendable {
    // A lock: packets come on their own thread, up to hundreds of thousands a second; it is taken once for a batch.
    private let windows = Mutex(BlockWindows())
    private let clock: any WallClock
    /// One element for any number of windows that have begun.
    let begun: AsyncStream<Void>
    private let begin: AsyncStream<Void>.Continuation

    private static let dropTag = PacketLogTag(FirewallPolicy.Mode.drop.logPrefix)
    private static let seenTag = PacketLogTag(FirewallPolicy.Mode.logOnly.logPrefix)
    private static let cutTag = PacketLogTag(FirewallPolicy.Mode.drop.openLogPrefix)
    private static let seenOpenTag = PacketLogTag(FirewallPolicy.Mode.logOnly.openLogPrefix)

    package init(clock: any WallClock = SystemClock()) {
        self.clock = clock
        (begun, begin) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    deinit { begin.finish() }

    package func take(_ packets: [LoggedPacket]) {
        let now = clock.now
        let hasBegun = windows.withLock { windows in
            var hasBegun = false
            for packet in packets {
                let (mode, isCut): (FirewallPolicy.Mode, Bool)
                switch packet.tag {
                case Self.dropTag: (mode, isCut) = (.drop, false)
                case Self.cutTag: (mode, isCut) = (.drop, true)
                case Self.seenTag: (mode, isCut) = (.logOnly, false)
                case Self.seenOpenTag: (mode, isCut) = (.logOnly, true)
                default: continue  // another program's rule uses our group
                }
                let flow = BlockedFlow(
                    source: packet.source, transport: packet.transport, destinationPort: packet.destinationPort)
                if windows.take(flow, mode, isCut: isCut, at: now) { hasBegun = true }
            }
            return hasBegun
        }
        if hasBegun { begin.yield() }
    }

    /// For what is no packet of the kernel's: tests.
    func take(_ flow: BlockedFlow, _ mode: FirewallPolicy.Mode = .drop, isCut: Bool = false) {
        if windows.withLock({ $0.take(flow, mode, isCut: isCut, at: clock.now) }) { begin.yield() }
    }

    func takeFresh() -> [BlockWindows.Window] { windows.withLock { $0.takeFresh() } }

    func takeEnded() -> [BlockWindows.Window] { windows.withLock { $0.takeEnded(at: clock.now) } }

    /// What was logged of each flow since the last call.
    func takeLogged() -> [BlockedFlow: LoggedPackets] { windows.withLock { $0.takeLogged() } }

    func takeCounts() -> (packets: Int, overflow: Int) { windows.withLock { $0.takeCounts() } }
}
