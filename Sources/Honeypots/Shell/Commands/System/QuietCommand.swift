/// Programs that do their work in silence: daemons that go into the background, caches that are written out, settings
/// of a kernel that is not there.
struct QuietCommand: ShellCommand {
    static let names: [ByteString] = [
        "sync", "syslogd", "klogd", "crond", "telnetd", "httpd", "ftpd", "tftpd", "udhcpc", "udhcpd", "watchdog",
        "logger", "mdev",
        "sysctl", "chvt", "hwclock", "swapoff", "swapon", "chattr", "start-stop-daemon", "ntpd",
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome { .success }
}
