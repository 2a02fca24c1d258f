import Glibc
import Netlink

/// The program, its maps and what they hold: a subset of what nf_tables behind it drops, so that it may be empty, behind
/// or gone at any time without a packet getting through that should not.
///
/// A change is worked in around the one of nf_tables: what is no longer to be dropped leaves first, what is newly to be
/// dropped comes last.
final class XDPShield {
    let program: XDPProgram
    private let maps: XDPMaps
    /// The maps in the slots.
    private var lists: [FirewallList: BPFMap] = [:]
    /// What the maps hold; `nil` when they hold nothing.
    private(set) var stamp: FirewallStamp?

    /// What a change of one list is to its map.
    struct Step {
        let list: FirewallList
        let removing: [UInt8]
        let adding: [UInt8]
        /// Takes the place of the map there is.
        let replacement: BPFMap?
    }

    init(_ options: XDPOptions) throws(FirewallError) {
        do throws(NetlinkError) {
            maps = try XDPMaps(shedPorts: options.shedPorts)
            guard let instructions = XDPFilter.instructions(maps) else {
                throw .malformed("an XDP program whose jumps lead nowhere")
            }
            program = try XDPProgram("sikker_shield", instructions)
        } catch {
            throw Self.explained(error)
        }
    }

    /// The user's view of an error of bpf(2).
    private static func explained(_ error: NetlinkError) -> FirewallError {
        switch error.code {
        case .notPermitted?:
            .unsupported(
                "XDP needs the capabilities CAP_BPF and CAP_NET_ADMIN (CAP_SYS_ADMIN before Linux 5.8): \(error)")
        case .noSuchCall?: .unsupported("it was built without bpf(2) (CONFIG_BPF_SYSCALL): \(error)")
        case .outOfMemory?: .tooLarge("\(error)")
        default: .unsupported("XDP does not work here, which needs Linux 5.11 or later: \(error)")
        }
    }

    // MARK: - Contents

    /// Makes ready what a change needs. Packets see nothing of it.
    func steps(_ changes: ListChanges) throws(NetlinkError) -> [Step] {
        let steps = [
            try step(.allowed4, changes.allowed4), try step(.allowed6, changes.allowed6),
            try step(.blocked4, changes.blocked4), try step(.blocked6, changes.blocked6),
            try step(.networks4, changes.networks4), try step(.networks6, changes.networks6),
        ]
        return steps.compactMap { $0 }
    }

    private func step<List: XDPListing>(
        _ name: FirewallList, _ change: ListChange<List>
    ) throws(NetlinkError) -> Step? {
        switch change {
        case .keep: return nil
        case .update(let removing, let adding):
            return Step(
                list: name, removing: List.keys(of: removing), adding: List.keys(of: adding), replacement: nil)
        case .replace(let list):
            let capacity = List.capacity(for: list.count) ?? XDPMaps.prefixCapacity
            let map = try List.map(name.rawValue, capacity: capacity)
            try map.insert(keys: List.keys(of: list.items))
            return Step(list: name, removing: [], adding: [], replacement: map)
        }
    }

    /// No longer sheds what the change has nf_tables let through, nor, until ``extend(_:to:)``, what is on lists that are
    /// written anew.
    func withdraw(_ steps: [Step]) throws(NetlinkError) {
        stamp = nil
        for step in steps {
            if step.replacement != nil {
                try empty(step.list)
            } else if step.list.isAllowed {
                try lists[step.list]?.insert(keys: step.adding)
            } else {
                try lists[step.list]?.remove(keys: step.removing)
            }
        }
    }

    /// Sheds what the change has nf_tables drop, which it does by now.
    func extend(_ steps: [Step], to stamp: FirewallStamp) throws(NetlinkError) {
        for step in steps {
            if let replacement = step.replacement {
                let place = maps.place(of: step.list)
                try place.map.set(place.slot, to: replacement)
                lists[step.list] = replacement
            } else if step.list.isAllowed {
                try lists[step.list]?.remove(keys: step.removing)
            } else {
                try lists[step.list]?.insert(keys: step.adding)
            }
        }
        self.stamp = stamp
    }

    /// Sheds nothing any more.
    func clear() throws(NetlinkError) {
        stamp = nil
        for list in FirewallList.allCases { try empty(list) }
    }

    private func empty(_ list: FirewallList) throws(NetlinkError) {
        let place = maps.place(of: list)
        lists[list] = nil
        try place.map.remove(place.slot.hostBytes)
    }

    // MARK: - Policy

    /// How many packets pass: as many as are logged behind, or all. Anything behind that limit is shed.
    func follow(_ policy: FirewallPolicy) throws(NetlinkError) {
        let budget: UInt64
        switch policy.mode {
        case .logOnly: budget = .max
        case .drop:
            budget =
                policy.logging.map { Self.budget(perSecond: $0.packetsPerSecond ?? PacketLogging.defaultRate) } ?? 0
        }
        try maps.settings.set(UInt32(0).hostBytes, to: budget.hostBytes)
    }

    /// Everything passes.
    func pause() throws(NetlinkError) { try maps.settings.set(UInt32(0).hostBytes, to: UInt64.max.hostBytes) }

    /// The share of one processor and one window.
    private static func budget(perSecond rate: UInt32) -> UInt64 {
        let processors = UInt64(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        return max(1, UInt64(rate) << XDPMaps.windowShift / 1_000_000_000 / processors)
    }

    func traffic() throws(NetlinkError) -> (dropped: PacketCount, flows: [CountedFlow]) {
        (try maps.shed(), try maps.shedFlows())
    }
}

extension FirewallList {
    fileprivate var isAllowed: Bool {
        switch self {
        case .allowed4, .allowed6: true
        case .blocked4, .blocked6, .networks4, .networks6: false
        }
    }
}
