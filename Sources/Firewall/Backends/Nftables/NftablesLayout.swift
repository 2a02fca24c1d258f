import Netlink

/// The names of our objects in the kernel.
///
/// The set behind a list has a number in its name: a list that is written anew gets a set with the next number, and the
/// rules change over to it in the same transaction.
struct NftablesLayout: Equatable {
    static let table = "sikkerguard"
    /// Is there only while a table that somebody tampered with is replaced.
    static let bridge = "sikkerguard.bridge"
    static let tableComment = "made by sikker, changed by sikker; delete the table to switch it off"
    /// The base chain: looks up the source of every packet that comes in.
    static let incoming = "incoming"
    /// What becomes of packets whose source is listed.
    static let listed = "listed"
    /// The base chain that looks up where packets go, and what becomes of those to a listed address. Only there when
    /// outbound packets are blocked, as their counter is.
    static let outgoing = "outgoing"
    static let refused = "refused"
    static let refusals = "outbound"
    /// Counters that outlive the rules.
    static let dropped = "dropped"
    static let observed = "observed"
    /// Packets from listed addresses by source, protocol and port.
    static let flows4 = "flows4"
    static let flows6 = "flows6"
    /// Holds one element, the comment of which is the ``FirewallStamp``.
    static let stamp = "stamp"
    static let stampKey: [UInt8] = [0, 0, 0, 1]

    /// After connection tracking (−200), which tells answers from first packets, and before destination NAT (−100),
    /// so that what is on its way into a container is caught too. In flood mode before connection tracking, at `raw`.
    static func hook(_ policy: FirewallPolicy) -> NftablesChain.Hook {
        .prerouting(priority: policy.isFloodMode ? -300 : -150)
    }

    /// Where packets have their last destination: behind every NAT of it.
    static let outgoingHook = NftablesChain.Hook.postrouting(priority: -150)

    /// The numbers of the sets.
    var numbers: PerList<UInt32>

    /// As built first.
    static let initial = Self(numbers: PerList { _ in 1 })

    func set(of list: FirewallList) -> String { "\(list.rawValue).\(numbers[list])" }

    /// The set that tells which packets are worth a look into the tree of IPv4 networks; goes with that tree.
    var regions: NftablesSet {
        NftablesSet(
            name: "regions4.\(numbers[.networks4])", type: .ipv4Address,
            kind: .exact(capacity: NftablesRegions.capacity))
    }

    /// The list behind a set's name, with its number; `nil` for other sets.
    static func list(of set: String) -> (list: FirewallList, number: UInt32)? {
        let parts = set.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let list = FirewallList(rawValue: String(parts[0])), let number = UInt32(parts[1])
        else { return nil }
        return (list, number)
    }
}

extension NftablesLayout {
    /// How long an element of the flow sets outlives its last packet; readers come far more often.
    static let flowTimeout = Duration.seconds(600)
    /// Bounds the memory of the flow sets: about 16 MB each when full.
    static let flowCapacity: UInt32 = 65_535

    static let flowSets = [
        NftablesSet(
            name: flows4, type: .ipv4Flow, kind: .counted(capacity: flowCapacity, timeout: flowTimeout)),
        NftablesSet(
            name: flows6, type: .ipv6Flow, kind: .counted(capacity: flowCapacity, timeout: flowTimeout)),
    ]

    static let stampSet = NftablesSet(name: stamp, type: .mark, kind: .exact(capacity: 2))
}
