extension ProgramAnswer {
    /// Short answers of programs, mostly to calls that are wrong.
    static let all: [Self] = [
        Self(
            "ssh", .bare,
            err:
                "usage: ssh [-46AaCfGgKkMNnqsTtVvXxYy] [-B bind_interface]\n           [-b bind_address] [-c cipher_spec] [-D [bind_address:]port]\n           [-E log_file] [-e escape_char] [-F configfile] [-I pkcs11]\n           [-i identity_file] [-J [user@]host[:port]] [-L address]\n           [-l login_name] [-m mac_spec] [-O ctl_cmd] [-o option] [-p port]\n           [-Q query_option] [-R address] [-S ctl_path] [-W host:port]\n           [-w local_tun[:remote_tun]] destination [command]\n",
            255),
        Self(
            "sftp", .bare,
            err:
                "usage: sftp [-46AaCfNpqrv] [-B buffer_size] [-b batchfile] [-c cipher]\n          [-D sftp_server_path] [-F ssh_config] [-i identity_file]\n          [-J destination] [-l limit] [-o ssh_option] [-P port]\n          [-R num_requests] [-S program] [-s subsystem | sftp_server]\n          destination\n",
            1),
        Self("ldd", .bare, err: "ldd: missing file arguments\nTry `ldd --help' for more information.\n", 1),
        Self("visudo", .first("-c"), out: "/etc/sudoers: parsed OK\n/etc/sudoers.d/README: parsed OK\n"),
        Self("nano", .any),
        Self(
            "php", .first("-v"),
            out:
                "PHP 7.4.33 (cli) (built: Apr 12 2024 00:02:16) ( NTS )\nCopyright (c) The PHP Group\nZend Engine v3.4.0, Copyright (c) Zend Technologies\n    with Zend OPcache v7.4.33, Copyright (c), by Zend Technologies\n"
        ), Self("php", .any),
        Self("apropos", .any, err: "%$: nothing appropriate.\n", 16),
        Self("bzip2", .first("-V"), err: "bzip2, a block-sorting file compressor.  Version 1.0.8, 13-Jul-2019.\n"),
        Self("chage", .first("-l"), err: "chage: user '%$' does not exist in /etc/passwd\n", 1),
        Self("dig", .first("-v"), err: "DiG 9.16.50-Debian\n"),
        Self("dpkg", .bare, err: "dpkg: error: need an action option\n", 2),
        Self("dpkg", .first("--nosuch"), err: "dpkg: error: unknown option %$\n", 2),
        Self(
            "dpkg", .first("-L"),
            err:
                "dpkg-query: package '%$' is not installed\nUse dpkg --contents (= dpkg-deb --contents) to list archive files contents.\n",
            1),
        Self("dpkg", .first("--print-architecture"), out: "amd64\n"),
        Self("dpkg", .first("-S"), err: "dpkg-query: no path found matching pattern %$\n", 1),
        Self("faillog", .first("-u"), err: "faillog: Unknown user or range: %$\n", 3),
        Self("fuser", .bare, err: "No process specification given\n", 1),
        Self("git", .first("--version"), out: "git version 2.30.2\n"),
        Self("host", .bare, err: "Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]\n", 1),
        Self("init", .first("--nosuch"), err: "Couldn't find an alternative telinit implementation to spawn.\n", 1),
        Self("lastlog", .first("-u"), err: "lastlog: Unknown user or range: %$\n", 1),
        Self(
            "ldconfig", .first("-Z"),
            err: "ldconfig: invalid option -- 'Z'\nTry `ldconfig --help' or `ldconfig --usage' for more information.\n",
            64),
        Self("ldd", .any, err: "ldd: ./%$: No such file or directory\n", 1),
        Self("logger", .bare),
        Self("logname", .bare, err: "logname: no login name\n", 1),
        Self("lsof", .any, err: "lsof: status error on %$: No such file or directory\n", 1),
        Self("man", .bare, err: "What manual page do you want?\nFor example, try 'man man'.\n", 1),
        Self("man", .any, err: "No manual entry for %$\n", 16),
        Self("mesg", .bare, 2),
        Self("mkfs", .bare, err: "mkfs: no device specified\nTry 'mkfs --help' for more information.\n", 1),
        Self("nft", .bare, err: "nft: no command specified\n", 1),
        Self(
            "scp", .bare,
            err:
                "usage: scp [-346ABCpqrTv] [-c cipher] [-F ssh_config] [-i identity_file]\n            [-J destination] [-l limit] [-o ssh_option] [-P port]\n            [-S program] source ... target\n",
            1),
        Self("shred", .any, err: "shred: %$: failed to open for writing: No such file or directory\n", 1),
        Self("shutdown", .first("--nosuch"), err: "shutdown: unrecognized option '%$'\n", 1),
        Self("ssh", .any, err: "Host key verification failed.\r\n", 255),
        Self("tmux", .any, err: "error connecting to /tmp//tmux-0/default (No such file or directory)\n", 1),
        Self("traceroute", .bare, err: "Usage:\n"),
        Self("unzip", .any, err: "unzip:  cannot find or open %$, %$.zip or %$.ZIP.\n", 9),
        Self("update-rc.d", .bare, err: "update-rc.d: error: not enough arguments\n", 1),
        Self("vipw", .first("-z"), err: "vipw: invalid option -- 'z'\n", 2),
        Self("visudo", .first("-z"), err: "visudo: invalid option -- 'z'\nusage: visudo [-chqsV] [[-f] sudoers ]\n", 1),
        Self("vmstat", .first("-z"), err: "vmstat: invalid option -- 'z'\n", 1),
        Self(
            "wall", .first("--nosuch"),
            err: "wall: unrecognized option '%$'\nTry 'wall --help' for more information.\n", 1),
        Self("watch", .bare, err: "\n", 1),
        Self("whatis", .any, err: "%$: nothing appropriate.\n", 16),
        Self("write", .bare, err: "Try 'write --help' for more information.\n", 1),
        Self(
            "xz", .first("--nosuch"), err: "xz: unrecognized option '%$'\nxz: Try `xz --help' for more information.\n",
            1),
    ]

    /// Programs that do their work without a word.
    static let quiet: [ByteString] = [
        "acpid", "agetty", "badblocks", "blockdev", "bootctl", "bug", "bunzip2", "busctl", "bzcat", "bzless",
        "c_rehash", "captoinfo", "catchsegv", "cfdisk", "chcpu", "chfn", "chgpasswd", "chrony", "chronyc",
        "chrt", "chvt", "ckbcomp", "clear_console", "col", "colrm", "coredumpctl", "cron", "crond",
        "ctrlaltdel", "dbus-daemon", "deb-systemd-helper", "debconf", "debsums", "debugfs", "depmod",
        "dhclient", "dircolors", "dmsetup", "dnsdomainname", "domainname", "dpkg-deb", "dpkg-divert",
        "dpkg-reconfigure", "dpkg-split", "dumpe2fs", "e2fsck", "e2label", "editor", "eject", "envsubst",
        "ethtool", "ex", "expiry", "fail2ban-client", "fail2ban-server", "fallocate", "fincore", "findfs",
        "findmnt", "flock", "fsck", "fsck.ext4", "fsfreeze", "fstrim", "getcap", "gettext", "getty", "gpasswd",
        "gpgv", "groupmems", "groupmod", "growpart", "grpck", "grub-install", "grub-mkconfig", "hwclock",
        "iconv", "ifdown", "ifquery", "ifup", "invoke-rc.d", "ip6tables", "ip6tables-save", "ipmaddr",
        "iptables-restore", "iptables-save", "iptunnel", "iscsi-iname", "isosize", "ldattach", "lesspipe",
        "linux32", "linux64", "lnstat", "loadkeys", "locale-gen", "localectl", "localedef", "logger",
        "loginctl", "logsave", "look", "losetup", "lvcreate", "lvdisplay", "lvm", "lvs", "lzcat", "lzma",
        "mandb", "mcookie", "mdadm", "mii-tool", "mke2fs", "mkfs.ext4", "mkhomedir_helper", "mkswap", "msgfmt",
        "mtr", "namei", "nameif", "networkctl", "newgrp", "newusers", "nisdomainname", "nologin", "nsenter",
        "nstat", "ntpd", "openvt", "pam-auth-update", "partx", "pathchk", "perldoc", "pg", "pinky",
        "pivot_root", "pldd", "plipconfig", "pmap", "prlimit", "ptx", "pvdisplay", "pvs", "pwck", "pwconv",
        "pwdx", "pwunconv", "querybts", "rarp", "raw", "rdma", "readprofile", "rename", "renice", "reportbug",
        "resize2fs", "resizepart", "resolvectl", "rsync", "rsyslogd", "rtacct", "rtcwake", "rtmon", "run-parts",
        "runuser", "savelog", "script", "scriptreplay", "sensible-editor", "setarch", "setcap", "setpriv",
        "setterm", "sfdisk", "sg", "shadowconfig", "skill", "slabtop", "slattach", "snice", "ssh-add",
        "ssh-agent", "ssh-copy-id", "ssh-keyscan", "sshd", "start-stop-daemon", "sulogin", "swaplabel",
        "swapoff", "swapon", "sync", "systemd-analyze", "systemd-cat", "systemd-cgls", "systemd-cgtop",
        "systemd-notify", "systemd-resolve", "systemd-run", "systemd-tmpfiles", "tabs", "tarcat", "tc",
        "tcpdump", "telinit", "tempfile", "tic", "tipc", "tload", "toe", "tput", "tset", "tune2fs", "tunelp",
        "tzselect", "udevadm", "ul", "unix_chkpwd", "unshare", "unxz", "update-alternatives", "update-grub",
        "update-initramfs", "update-locale", "update-passwd", "utmpdump", "uuidgen", "uuidparse", "vgcreate",
        "vgdisplay", "vgs", "view", "vigr", "vim.tiny", "vimtutor", "wdctl", "whiptail", "wipefs", "xzcat",
        "xzgrep", "xzless", "ypdomainname", "zcmp", "zdiff", "zdump", "zegrep", "zfgrep", "zforce", "zgrep",
        "zic", "zless", "zmore", "znew", "zramctl",
    ]
}
