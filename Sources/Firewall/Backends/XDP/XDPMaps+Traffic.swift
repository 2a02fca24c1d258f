import Glibc
import IPNetworks
import Netlink

extension XDPMaps {
    /// Room for the counters of more processors than any kernel is built for.
    private static let processors = 8192

    /// What was shed by all processors.
    func shed() throws(NetlinkError) -> PacketCount {
        let value = try counters.value(of: UInt32(0).hostBytes, size: Self.processors * Self.counterSize) ?? []
        var sum = PacketCount(packets: 0, bytes: 0)
        value.withUnsafeBytes { value in
            for offset in stride(from: 0, to: value.count, by: Self.counterSize) {
                sum.packets &+= value.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                sum.bytes &+= value.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
            }
        }
        return sum
    }

    /// What was shed by source, protocol and port within the last minutes. Forgets what is older.
    func shedFlows() throws(NetlinkError) -> [CountedFlow] {
        var found: [[UInt8]: CountedFlow] = [:]
        var key = try flows.key(after: nil)
        // Entries come and go meanwhile; a listing that starts over ends all the same.
        var steps = 0
        while let current = key, steps < 2 * Self.flowCapacity {
            steps += 1
            // The next one is asked for first: after one that is gone, the kernel begins anew.
            key = try flows.key(after: current)
            guard let value = try flows.value(of: current), let entry = ShedFlow(key: current, value: value) else {
                continue
            }
            if entry.window &+ Self.flowWindows < Self.currentWindow {
                try flows.remove(current)
            } else {
                found[current] = entry.flow
            }
        }
        return Array(found.values)
    }

    /// How many windows a flow outlives its last packet.
    private static let flowWindows =
        UInt64(NftablesLayout.flowTimeout.components.seconds) * 1_000_000_000 >> windowShift

    private static var currentWindow: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return (UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)) >> windowShift
    }
}

/// An entry of the map of flows.
private struct ShedFlow {
    let flow: CountedFlow
    let window: UInt64

    init?(key: [UInt8], value: [UInt8]) {
        guard key.count == XDPMaps.flowKeySize, value.count == XDPMaps.flowValueSize else { return nil }
        let isMapped = key[..<10].allSatisfy { $0 == 0 } && key[10] == 0xff && key[11] == 0xff
        let address = key[(isMapped ? 12 : 0)..<16].withUnsafeBytes { IPAddress(networkBytes: $0) }
        guard let address else { return nil }
        func number(_ offset: Int) -> UInt64 {
            value.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
        }
        flow = CountedFlow(
            source: address, transport: key[16], destinationPort: UInt16(key[18]) << 8 | UInt16(key[19]),
            count: PacketCount(packets: number(0), bytes: number(8)))
        window = number(16)
    }
}
