/// How a device's Telnet service looks from outside.
package struct TelnetDress: Hashable, Sendable {
    /// Which program answers: they open the negotiation differently.
    package enum Daemon: Hashable, Sendable {
        /// BusyBox telnetd before 1.14: also asks for remote flow control.
        case busyboxOld
        case busybox
        /// telnetd of the Linux NetKit: asks for terminal type, speed, display and environment before it greets.
        case netkit
    }

    package let daemon: Daemon
    /// What /etc/issue.net brings before the prompt, with `\n` for ends of lines.
    package let issue: String
    /// The prompt is `<hostname> login: `, else `login: `.
    package let namesHost: Bool
    /// The shell's prompt, with `\w` for the working directory and `\h` for the hostname.
    package let shellPrompt: String
    /// The shell greets with BusyBox's version, as builds without FEATURE_SH_EXTRA_QUIET do.
    package let shellGreets: Bool
    /// Printed by the login shell's profile, when the firmware has such a text.
    package let motd: String
}
