import Netlink

/// The names of our objects in the kernel, and how the sets are made.
enum IpsetLayout {
    static let prefix = "sikkerguard"
    /// Holds two elements, the comments of which are the ``IpsetStamp`` and the ``IpsetOrigin``.
    static let stamp = IpsetSet(
        name: "sikkerguard-stamp", type: .addresses, family: .v4, maximum: 4, options: .comments)
    static let stampKey: UInt32 = 1
    static let originKey: UInt32 = 2

    /// Looks up the source of every packet that comes to it.
    static let chain = "SIKKERGUARD"
    /// What becomes of packets whose source is listed.
    static let listed = "SIKKERGUARD-LISTED"
    /// Where packets come from into our chain.
    static let hooks = ["INPUT", "FORWARD"]
    /// Where Docker lets others in: what it puts before our rule in FORWARD goes through here first.
    static let docker = "DOCKER-USER"

    /// The set behind a list. Those of a list that is written anew are filled under another name, then swapped.
    static func name(of list: FirewallList) -> String {
        switch list {
        case .blocked4: "sikkerguard4"
        case .blocked6: "sikkerguard6"
        case .networks4: "sikkerguard4-net"
        case .networks6: "sikkerguard6-net"
        case .allowed4: "sikkerguard4-allow"
        case .allowed6: "sikkerguard6-allow"
        }
    }

    static func shadow(of list: FirewallList) -> String { "\(name(of: list)).new" }

    /// Sets of networks take as many as come: the number bounds nothing and costs nothing.
    static let networkMaximum: UInt32 = 1 << 30

    /// The set of a list that is to take so many items.
    static func set(of list: FirewallList, named name: String, expecting count: Int) -> IpsetSet {
        let family: IpsetFamily =
            switch list {
            case .blocked4, .networks4, .allowed4: .v4
            case .blocked6, .networks6, .allowed6: .v6
            }
        switch list {
        case .blocked4, .blocked6:
            let capacity = ExactAddresses<UInt32>.capacity(for: count) ?? count
            return IpsetSet(
                name: name, type: .addresses, family: family, expecting: count, maximum: UInt32(clamping: capacity))
        case .networks4, .networks6, .allowed4, .allowed6:
            return IpsetSet(
                name: name, type: .networks, family: family, expecting: count, maximum: networkMaximum)
        }
    }

    // MARK: - What is counted

    /// Sets that outlive changes of lists and rules.
    static let counting: [IpsetSet] = totals + IpsetFamily.allCases.map(flows)

    static let totals: [IpsetSet] = IpsetFamily.allCases.flatMap { family in
        FirewallPolicy.Mode.allCases.map { total($0, family) }
    }
    /// How many networks all addresses are: ipset has none that holds them all.
    static let halves: UInt32 = 2

    /// Holds the two halves of the address space, each with a counter of packets that this became of.
    static func total(_ mode: FirewallPolicy.Mode, _ family: IpsetFamily) -> IpsetSet {
        let word =
            switch mode {
            case .drop: "dropped"
            case .logOnly: "seen"
            }
        return IpsetSet(
            name: "\(prefix)\(family.digit)-\(word)", type: .networks, family: family, maximum: 4, options: .counters)
    }

    /// Packets from listed addresses by source, protocol and port.
    static func flows(_ family: IpsetFamily) -> IpsetSet {
        IpsetSet(
            name: "\(prefix)\(family.digit)-flows", type: .flows, family: family, expecting: 4096,
            maximum: flowCapacity, options: [.counters, .replacing], lifetime: flowLifetime)
    }

    /// How long a flow is counted before it begins anew; readers come far more often.
    static let flowLifetime = Duration.seconds(600)
    /// Bounds the memory of the flow sets.
    static let flowCapacity: UInt32 = 65_535

    /// Every name that may be ours.
    static let allNames =
        FirewallList.allCases.flatMap { [name(of: $0), shadow(of: $0)] } + [stamp.name] + counting.map(\.name)
}

extension IpsetFamily {
    var digit: String {
        switch self {
        case .v4: "4"
        case .v6: "6"
        }
    }

    var title: String {
        switch self {
        case .v4: "IPv4"
        case .v6: "IPv6"
        }
    }
}
