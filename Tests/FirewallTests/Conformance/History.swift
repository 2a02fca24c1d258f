import TestHosts

@testable import Firewall

/// A random history of states, kept by the plainest means: sets of single addresses, and whole ranges.
///
/// Everything happens in a small part of the address space, so that what was removed comes back and ranges meet.
struct History {
    private var random: SeededRandom
    private var addresses4: Set<UInt32> = []
    private var addresses6: Set<UInt128> = []
    /// Single addresses here too: ranges come from where they lie side by side.
    private var networks4: Set<UInt32> = []
    private var networks6: Set<UInt128> = []
    private var allowed4: Set<UInt32> = []
    private var policy = FirewallPolicy()
    private var generation: UInt64 = 0

    /// How far apart networks lie: side by side they grow, shrink, split and join; further apart they come and go.
    private let spacing: UInt32

    init(seed: UInt64, spacing: UInt32 = 1) {
        random = SeededRandom(seed: seed)
        self.spacing = spacing
    }

    var state: FirewallState {
        var state = FirewallState(policy: policy, generation: generation)
        state.lists.blocked4 = ExactAddresses(Array(addresses4))
        state.lists.blocked6 = ExactAddresses(Array(addresses6))
        state.lists.networks4 = AddressIntervals(networks4.map { $0 &* spacing }.map { $0...$0 })
        state.lists.networks6 = AddressIntervals(networks6.map { $0 &* UInt128(spacing) }.map { $0...$0 })
        state.lists.allowed4 = AddressIntervals(allowed4.map { $0 &* spacing }.map { $0...$0 })
        return state
    }

    /// The next state.
    mutating func step() {
        generation += 1
        switch Int.random(in: 0..<10, using: &random) {
        case 0:
            // Enough that lists are written anew instead of changed.
            let base = UInt32.random(in: 0...3, using: &random) << 24
            addresses4 = Set((0..<2500).map { base + $0 * 3 })
        case 1: addresses4 = []
        case 2:
            policy.mode = policy.mode == .drop ? .logOnly : .drop
        case 3:
            policy.logging = Bool.random(using: &random) ? nil : PacketLogging(group: 7, packetsPerSecond: 10)
        case 4:
            networks4 = []
            networks6 = []
        default: break
        }
        Self.flip(&addresses4, within: 0xffff_ff00...UInt32.max, times: 20, &random)
        Self.flip(&addresses6, within: 0...255, times: 10, &random)
        // Neighbours are common here, and the last address of all is among them.
        Self.flip(&networks4, within: 0x0a00_fff0...0x0a01_000f, times: 3, &random)
        Self.flip(&networks4, within: 0xffff_fff8...UInt32.max, times: 1, &random)
        Self.flip(&networks6, within: UInt128.max - 20...UInt128.max, times: 2, &random)
        Self.flip(&allowed4, within: 0...15, times: 1, &random)
    }

    private static func flip<Key: FixedWidthInteger>(
        _ set: inout Set<Key>, within range: ClosedRange<Key>, times: Int, _ random: inout SeededRandom
    ) {
        for _ in 0..<Int.random(in: 0...times, using: &random) {
            let key = Key.random(in: range, using: &random)
            if set.remove(key) == nil { set.insert(key) }
        }
    }
}

extension FirewallLists {
    /// What is in these lists and not in the others, item by item, by way of sets.
    func subtracting(_ others: FirewallLists) -> FirewallLists {
        var result = FirewallLists()
        result.blocked4 = ExactAddresses(Array(Set(blocked4.items).subtracting(others.blocked4.items)))
        result.blocked6 = ExactAddresses(Array(Set(blocked6.items).subtracting(others.blocked6.items)))
        result.networks4 = AddressIntervals(Array(Set(networks4.items).subtracting(others.networks4.items)))
        result.networks6 = AddressIntervals(Array(Set(networks6.items).subtracting(others.networks6.items)))
        result.allowed4 = AddressIntervals(Array(Set(allowed4.items).subtracting(others.allowed4.items)))
        result.allowed6 = AddressIntervals(Array(Set(allowed6.items).subtracting(others.allowed6.items)))
        return result
    }
}
