import Firewall
import Netlink

/// Makes exact counts of single rounds out of what the kernel has counted in all. A value.
///
/// The kernel's count of a flow grows as long as packets come, and begins anew after ten silent minutes or when the rules
/// are made anew. Where it does not keep a flow, because it keeps none or no more, what was logged of it counts.
struct FlowTotals {
    struct Count: Equatable {
        var flow: BlockedFlow
        var packets: Int
        var cut: Int
    }

    struct Round: Equatable {
        var flows: [Count] = []
        /// Packets of flows that are not known.
        var rest = 0
        var mode = FirewallPolicy.Mode.drop
    }

    private var counted: [BlockedFlow: UInt64] = [:]
    private var dropped: UInt64?
    private var observed: UInt64 = 0

    init() {}

    /// - Parameters:
    ///   - traffic: what the kernel has counted; `nil` when it cannot be asked. What the first one holds was before our time.
    ///   - logged: what was logged since the last call, and so before `traffic` was asked for.
    mutating func take(_ traffic: FirewallTraffic?, logged: [BlockedFlow: LoggedPackets]) -> Round {
        guard let traffic else { return Round(flows: logged.map { Count($0.key, $0.value.packets, $0.value.cut) }) }
        let isFirst = dropped == nil
        let isAnew = traffic.dropped.packets < dropped ?? 0 || traffic.observed.packets < observed
        let before = isAnew ? [:] : counted
        let drops = traffic.dropped.packets - (isAnew ? 0 : dropped ?? 0)
        let looks = traffic.observed.packets - (isAnew ? 0 : observed)
        counted = [:]
        counted.reserveCapacity(traffic.flows.count)
        var round = Round(mode: looks > drops ? .logOnly : .drop)
        for flow in traffic.flows {
            let key = BlockedFlow(flow)
            let packets = flow.count.packets
            counted[key] = packets
            let earlier = before[key] ?? 0
            let more = packets >= earlier ? packets - earlier : packets
            if more > 0 { round.flows.append(Count(key, Int(clamping: more), logged[key]?.cut ?? 0)) }
        }
        dropped = traffic.dropped.packets
        observed = traffic.observed.packets
        guard !isFirst else { return Round() }
        for (flow, logged) in logged where counted[flow] == nil {
            round.flows.append(Count(flow, logged.packets, logged.cut))
        }
        let known = round.flows.reduce(0) { $0 &+ $1.packets }
        round.rest = max(0, Int(clamping: drops &+ looks) - known)
        return round
    }
}

extension FlowTotals.Count {
    fileprivate init(_ flow: BlockedFlow, _ packets: Int, _ cut: Int) {
        self.init(flow: flow, packets: packets, cut: min(cut, packets))
    }
}

extension BlockedFlow {
    fileprivate init(_ flow: CountedFlow) {
        self.init(source: flow.source, transport: flow.transport, destinationPort: flow.destinationPort)
    }
}
