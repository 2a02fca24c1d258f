/// `busybox` of Debian: its applets answer as the programs of the same name beside it.
struct DebianBusyBoxCommand: ShellCommand {
    static let names: [ByteString] = ["busybox"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let applet = words.dropFirst().first, applet != "--help" else { return tell(&shell) }
        if applet == "--list" {
            for name in applets { shell.print(name + "\n") }
            return .success
        }
        guard applets.contains(applet) else { return shell.fail(applet, "applet not found", status: 127) }
        let own = Array(words.dropFirst())
        if own.count == 1, let usage = usages[applet] {
            shell.print("\(banner)\n\nUsage: \(applet) \(usage)\n", to: 2)
            return .failure
        }
        if applet == "sh" || applet == "ash" { return .become(["sh"] + own.dropFirst()) }
        guard case .found = shell.findProgram(applet) else { return .success }
        return .becomeProgram(own)
    }

    private static let banner: ByteString = "BusyBox v1.30.1 (Debian 1:1.30.1-6+b3) multi-call binary."

    /// Applets that want words, with what they want.
    private static let usages: [ByteString: ByteString] = [
        "wget":
            "[-c|--continue] [--spider] [-q|--quiet] [-O|--output-document FILE]\n\t[--header 'header: value'] [-Y|--proxy on/off] [-P DIR]\n\t[-S|--server-response] [-U|--user-agent AGENT] URL...",
        "tftp": "[OPTIONS] HOST [PORT]", "ftpget": "[OPTIONS] HOST [LOCAL_FILE] REMOTE_FILE",
        "telnet": "[-a] [-l USER] HOST [PORT]", "chmod": "[-Rcvf] MODE[,MODE]... FILE...",
    ]

    private static func tell(_ shell: inout Shell) -> CommandOutcome {
        var text = banner + "\n\nUsage: busybox [function [arguments]...]\n   or: busybox --list[-full]\n"
        text += "   or: busybox --show SCRIPT\n   or: busybox --install [-s] [DIR]\n   or: function [arguments]...\n\n"
        text += "Currently defined functions:\n"
        var line: ByteString = "\t"
        for name in applets {
            if line.count > 1, line.count + name.count + 2 > 72 {
                text += line + ",\n"
                line = "\t"
            }
            line += line.count > 1 ? ", " + name : name
        }
        shell.print(text + line + "\n")
        return .success
    }

    private static let applets: [ByteString] = [
        "[", "[[", "acpid", "adjtimex", "ar", "arch", "arp", "arping", "ash", "awk", "basename", "bc", "blkdiscard",
        "blockdev", "brctl", "bunzip2", "bzcat", "bzip2", "cal", "cat", "chgrp", "chmod", "chown", "chroot", "chvt",
        "clear", "cmp", "cp", "cpio", "cttyhack", "cut", "date", "dc", "dd", "deallocvt", "depmod", "devmem", "df",
        "diff", "dirname", "dmesg", "dnsdomainname", "dos2unix", "du", "dumpkmap", "dumpleases", "echo", "egrep",
        "env", "expand", "expr", "factor", "fallocate", "false", "fatattr", "fgrep", "find", "fold", "free",
        "freeramdisk", "fsfreeze", "fstrim", "ftpget", "ftpput", "getopt", "getty", "grep", "groups", "gunzip",
        "gzip", "halt", "head", "hexdump", "hostid", "hostname", "httpd", "hwclock", "i2cdetect", "i2cdump", "i2cget",
        "i2cset", "id", "ifconfig", "ifdown", "ifup", "init", "insmod", "ionice", "ip", "ipcalc", "ipneigh", "kill",
        "killall", "klogd", "last", "less", "link", "linux32", "linux64", "linuxrc", "ln", "loadfont", "loadkmap",
        "logger", "login", "logname", "logread", "losetup", "ls", "lsmod", "lsscsi", "lzcat", "lzma", "lzop",
        "md5sum", "mdev", "microcom", "mkdir", "mkdosfs", "mke2fs", "mkfifo", "mknod", "mkpasswd", "mkswap", "mktemp",
        "modinfo", "modprobe", "more", "mount", "mt", "mv", "nameif", "nc", "netstat", "nl", "nologin", "nproc",
        "nsenter", "nslookup", "nuke", "od", "openvt", "partprobe", "paste", "patch", "pidof", "ping", "ping6",
        "pivot_root", "poweroff", "printf", "ps", "pwd", "rdate", "readlink", "realpath", "reboot", "renice", "reset",
        "resume", "rev", "rm", "rmdir", "rmmod", "route", "rpm", "rpm2cpio", "run-init", "run-parts", "sed", "seq",
        "setkeycodes", "setpriv", "setsid", "sh", "sha1sum", "sha256sum", "sha512sum", "shred", "shuf", "sleep",
        "sort", "ssl_client", "start-stop-daemon", "stat", "strings", "stty", "svc", "svok", "swapoff", "swapon",
        "switch_root", "sync", "sysctl", "syslogd", "tac", "tail", "tar", "taskset", "tee", "telnet", "test", "tftp",
        "time", "timeout", "top", "touch", "tr", "traceroute", "traceroute6", "true", "truncate", "tty", "ubirename",
        "udhcpc", "udhcpd", "uevent", "umount", "uname", "uncompress", "unexpand", "uniq", "unix2dos", "unlink",
        "unlzma", "unshare", "unxz", "unzip", "uptime", "usleep", "uudecode", "uuencode", "vconfig", "vi", "w",
        "watch", "watchdog", "wc", "wget", "which", "who", "whoami", "xargs", "xxd", "xz", "xzcat", "yes", "zcat",
    ]
}
