import IPNetworks
import Netlink

extension [CountedFlow] {
    /// Both, of the same source, protocol and port as one.
    func adding(_ others: [CountedFlow]) -> [CountedFlow] {
        if others.isEmpty { return self }
        var sums: [CountedFlow.Identity: PacketCount] = [:]
        for flow in self + others {
            let sum = sums[flow.identity] ?? PacketCount(packets: 0, bytes: 0)
            sums[flow.identity] = PacketCount(
                packets: sum.packets &+ flow.count.packets, bytes: sum.bytes &+ flow.count.bytes)
        }
        return sums.map { CountedFlow($0.key, $0.value) }
    }
}

extension CountedFlow {
    fileprivate struct Identity: Hashable {
        let source: IPAddress
        let transport: UInt8
        let destinationPort: UInt16
    }

    fileprivate var identity: Identity {
        Identity(source: source, transport: transport, destinationPort: destinationPort)
    }

    fileprivate init(_ identity: Identity, _ count: PacketCount) {
        self.init(
            source: identity.source, transport: identity.transport, destinationPort: identity.destinationPort,
            count: count)
    }
}
