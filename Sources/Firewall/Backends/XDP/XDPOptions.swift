package import Netlink

/// What can be chosen about the XDP backend.
package struct XDPOptions: Equatable, Sendable {
    /// The names of the interfaces to shield. Empty: the hardware's, bonds and teams; where there are none, as in a
    /// container, virtual cables.
    package var interfaces: [String]
    /// The ways to attach, in the order in which they are tried. Some drivers lose packets for a moment when a program is
    /// attached natively; whoever cannot have that leaves it out.
    package var modes: [XDPProgram.Mode]
    /// Ports of UDP at which packets from listed sources are shed early. Whatever this host sends from such a port itself
    /// gets no answer from a listed address, so that only servers' ports belong here; none is one by default.
    package var shedPorts: [UInt16]

    package init(
        interfaces: [String] = [], modes: [XDPProgram.Mode] = [.native, .generic], shedPorts: [UInt16] = []
    ) {
        self.interfaces = interfaces
        self.modes = modes
        self.shedPorts = shedPorts
    }
}
