/// What programs of a Debian 11 say when they are asked only for their version: the first lines, which tell one release
/// from another.
enum ProgramVersion {
    /// The answer to a call with nothing but that; nil: it is the program's own affair.
    static func answer(to words: [ByteString]) -> ByteString? {
        guard words.count == 2 else { return nil }
        let program = words[0].lastPathComponent
        if words[1] == "--version" { return long[program] }
        if words[1] == "--help" { return help[program] }
        return words[1] == "-V" ? short[program] : nil
    }

    /// The first lines of what they say of themselves.
    private static let help: [ByteString: ByteString] = [
        "grep": "Usage: grep \(GNUSynopsis.of("grep"))\n", "passwd": "Usage: passwd [options] [LOGIN]\n",
        "wget": "GNU Wget 1.21, a non-interactive network retriever.\nUsage: wget [OPTION]... [URL]...\n",
    ]

    private static let linux: ByteString = "from util-linux 2.36.1\n"
    private static let kmod: ByteString = "kmod version 28\n-ZSTD +XZ -ZLIB +LIBCRYPTO -EXPERIMENTAL\n"

    private static let long: [ByteString: ByteString] = [
        "nano": " GNU nano, version 5.4\n", "less": "less 551 (GNU regular expressions)\n",
        "vi": "VIM - Vi IMproved 8.2 (2019 Dec 12, compiled Oct 01 2021 01:51:08)\n",
        "vim.tiny": "VIM - Vi IMproved 8.2 (2019 Dec 12, compiled Oct 01 2021 01:51:08)\n",
        "file": "file-5.39\nmagic file from /etc/magic:/usr/share/misc/magic\n", "rev": "rev \(linux)",
        "more": "more \(linux)", "su": "su \(linux)", "script": "script \(linux)", "lscpu": "lscpu \(linux)",
        "lsblk": "lsblk \(linux)", "dmesg": "dmesg \(linux)", "kill": "kill \(linux)", "hexdump": "hexdump \(linux)",
        "ps": "ps from procps-ng 3.3.17\n", "w": "w from procps-ng 3.3.17\n", "pgrep": "pgrep from procps-ng 3.3.17\n",
        "pkill": "pkill from procps-ng 3.3.17\n", "rsync": "rsync  version 3.2.3  protocol version 31\n",
        "lspci": "lspci version 3.7.0\n", "tmux": "tmux 3.1c\n", "gpg": "gpg (GnuPG) 2.2.27\n",
        "xz": "xz (XZ Utils) 5.2.5\nliblzma 5.2.5\n", "netstat": "net-tools 2.10-alpha\n",
        "ifconfig": "net-tools 2.10-alpha\n",
        "dpkg": "Debian 'dpkg' package management program version 1.20.13 (amd64).\n",
        "apt": "apt 2.2.4 (amd64)\n", "apt-get": "apt 2.2.4 (amd64)\n", "modprobe": kmod,
        "mount": "mount from util-linux 2.36.1 (libmount 2.36.1: selinux, smack, btrfs, namespaces, assert, debug)\n",
        "systemctl":
            "systemd 247 (247.3-7+deb11u5)\n+PAM +AUDIT +SELINUX +IMA +APPARMOR +SMACK +SYSVINIT +UTMP +LIBCRYPTSETUP +GCRYPT +GNUTLS +ACL +XZ +LZ4 +ZSTD +SECCOMP +BLKID +ELFUTILS +KMOD +IDN2 -IDN +PCRE2 default-hierarchy=unified\n",
        "diff": "diff (GNU diffutils) 3.7\n", "cmp": "cmp (GNU diffutils) 3.7\n", "grep": "grep (GNU grep) 3.6\n",
    ]

    private static let short: [ByteString: ByteString] = [
        "less": "less 551 (GNU regular expressions)\n", "more": "more \(linux)", "lscpu": "lscpu \(linux)",
        "lsblk": "lsblk \(linux)", "hexdump": "hexdump \(linux)", "tmux": "tmux 3.1c\n",
        "ip": "ip utility, iproute2-5.9.0, libbpf 0.3.0\n", "ss": "ss utility, iproute2-5.9.0\n",
        "ping": "ping from iputils 20210202\n", "hostname": "hostname 3.23\n", "modprobe": kmod,
        "xz": "xz (XZ Utils) 5.2.5\nliblzma 5.2.5\n", "arp": "net-tools 2.10-alpha\n",
        "netstat": "net-tools 2.10-alpha\n", "ifconfig": "net-tools 2.10-alpha\n",
        "mount": "mount from util-linux 2.36.1 (libmount 2.36.1: selinux, smack, btrfs, namespaces, assert, debug)\n",
        "umount": "umount from util-linux 2.36.1 (libmount 2.36.1: selinux, smack, btrfs, namespaces, assert, debug)\n",
    ]
}
