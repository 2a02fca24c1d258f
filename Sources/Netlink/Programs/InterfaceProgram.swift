/// Something that looks at packets where an interface takes them in, before the kernel's firewall does.
package struct InterfaceProgram: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A program in the driver, or right behind it.
        case xdp
        /// Filters of traffic control (tc) of that kind, such as `bpf` or `u32`.
        case filter(String)
        /// Programs of traffic control without a filter around them (tcx, Linux 6.6).
        case tcx
    }

    package let interface: String
    package let kind: Kind

    package init(interface: String, kind: Kind) {
        self.interface = interface
        self.kind = kind
    }
}
