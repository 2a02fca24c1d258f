/// What an SSH login of a persona leads to, as the administrator has it.
package enum SSHMachineChoice: String, Hashable, Sendable, CaseIterable {
    /// The Debian server, behind OpenSSH.
    case server
    /// The embedded device that Telnet shows too, behind dropbear.
    case device
    /// Whichever the persona's seed draws: a quarter of all are devices.
    case drawn

    func machine(_ generator: inout SeededGenerator) -> MachineKind {
        switch self {
        case .server: .server
        case .device: .device
        case .drawn: generator.chance(percent: 25) ? .device : .server
        }
    }
}
