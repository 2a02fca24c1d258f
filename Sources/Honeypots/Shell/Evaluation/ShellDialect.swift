/// The shell whose language is spoken, and whose words its messages are in.
enum ShellDialect: Hashable, Sendable {
    /// BusyBox ash, the shell of small devices.
    case ash
    /// bash 5.1, the login shell of Debian 11.
    case bash
    /// dash 0.5.11, the `sh` of Debian 11.
    case dash

    /// Beside it stand the programs of a Debian server rather than BusyBox.
    var isDebian: Bool { self != .ash }
}
