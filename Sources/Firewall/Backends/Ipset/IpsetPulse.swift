import Netlink

/// What can be asked of the kernel some times a second for next to nothing, and is another when somebody has changed our sets
/// or, in the older flavour of iptables, any rule. A change that takes out as many elements as it puts in escapes it.
struct IpsetPulse: Equatable {
    var sets: [String: IpsetStatus]
    /// Empty where nf_tables announces changes itself.
    var shapes: [[UInt8]]

    /// Not the sets of flows, whose counting takes the kernel a walk through them, and which change by themselves.
    static let names = IpsetLayout.allNames.filter { name in
        !IpsetFamily.allCases.contains { IpsetLayout.flows($0).name == name }
    }
}
