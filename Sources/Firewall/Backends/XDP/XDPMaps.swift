import Netlink

/// The maps that the program and this process share.
///
/// A list is a map in a slot of a map of maps: one that is written anew takes its slot in one step, and an empty slot
/// makes the program let everything pass that would have to be looked up there.
struct XDPMaps {
    /// Slot 0 each.
    let addresses4: BPFMap
    let addresses6: BPFMap
    /// Blocked networks in slot 0, allowed ones in slot 1.
    let networks4: BPFMap
    let networks6: BPFMap
    /// One number: how many packets from listed sources each processor hands on within a window.
    let settings: BPFMap
    /// Of each processor: packets and bytes that were shed, the window of time it is in, packets handed on in it.
    let counters: BPFMap
    /// What was shed by source, protocol and port: packets, bytes, the window of the last.
    let flows: BPFMap
    /// A bit for each port of UDP at which packets are shed.
    let ports: BPFMap

    static let blockedSlot: UInt32 = 0
    static let allowedSlot: UInt32 = 1
    /// A window is 2²⁷ ns, some 134 ms.
    static let windowShift: UInt64 = 27
    static let counterSize = 32
    /// An address of 16 bytes, a protocol, a zero, a port in network order.
    static let flowKeySize = 20
    static let flowValueSize = 24
    /// Bounds memory: about 8 MB.
    static let flowCapacity = 65_536
    /// Prefixes of one list; memory is taken for those there are.
    static let prefixCapacity = 1 << 24

    init(shedPorts: [UInt16]) throws(NetlinkError) {
        addresses4 = try Self.slots("addresses4", 1, like: ExactAddresses<UInt32>.map("template", capacity: 1))
        addresses6 = try Self.slots("addresses6", 1, like: ExactAddresses<UInt128>.map("template", capacity: 1))
        networks4 = try Self.slots("networks4", 2, like: AddressIntervals<UInt32>.map("template", capacity: 1))
        networks6 = try Self.slots("networks6", 2, like: AddressIntervals<UInt128>.map("template", capacity: 1))
        settings = try BPFMap("settings", .array, key: 4, value: 8, capacity: 1)
        counters = try BPFMap("counters", .perProcessorArray, key: 4, value: Self.counterSize, capacity: 1)
        flows = try BPFMap(
            "flows", .recentHash, key: Self.flowKeySize, value: Self.flowValueSize, capacity: Self.flowCapacity)
        ports = try BPFMap("ports", .array, key: 4, value: 8, capacity: 1024)
        var words: [UInt32: UInt64] = [:]
        for port in shedPorts { words[UInt32(port >> 6), default: 0] |= 1 << UInt64(port & 63) }
        for (word, bits) in words { try ports.set(word.hostBytes, to: bits.hostBytes) }
    }

    private static func slots(_ name: String, _ count: Int, like map: BPFMap) throws(NetlinkError) -> BPFMap {
        try BPFMap(name, .maps(map), key: 4, value: 4, capacity: count)
    }

    /// Where the map of a list is put.
    func place(of list: FirewallList) -> (map: BPFMap, slot: UInt32) {
        switch list {
        case .blocked4: (addresses4, Self.blockedSlot)
        case .blocked6: (addresses6, Self.blockedSlot)
        case .networks4: (networks4, Self.blockedSlot)
        case .networks6: (networks6, Self.blockedSlot)
        case .allowed4: (networks4, Self.allowedSlot)
        case .allowed6: (networks6, Self.allowedSlot)
        }
    }
}
