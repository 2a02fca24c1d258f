extension ProgramAnswer {
    /// What programs say that are called without the words they need.
    static let bare: [Self] = [
        Self(
            "badblocks", .bare,
            err:
                "Usage: badblocks [-b block_size] [-i input_file] [-o output_file] [-svwnfBX]\n       [-c blocks_at_once] [-d delay_factor_between_reads] [-e max_bad_blocks]\n       [-p num_passes] [-t test_pattern [-t test_pattern [...]]]\n       device [last_block [first_block]]\n",
            1),
        Self(
            "blockdev", .bare,
            err:
                "blockdev: not enough arguments\nTry 'blockdev --help' for more information.\n",
            1),
        Self(
            "catchsegv", .bare,
            err:
                "/usr/bin/catchsegv: missing program name\nTry `/usr/bin/catchsegv --help' for more information.\n",
            1),
        Self(
            "ldattach", .bare,
            err:
                "ldattach: not enough arguments\nTry 'ldattach --help' for more information.\n",
            1),
        Self(
            "mii-tool", .bare,
            err:
                "No interface specified\nusage: mii-tool [-VvRrwl] [-A media,... | -F media] [-p addr] <interface ...>\n",
            2),
        Self(
            "mkswap", .bare,
            err:
                "mkswap: error: Nowhere to set up swap on?\nTry 'mkswap --help' for more information.\n",
            1),
        Self(
            "pldd", .bare,
            err:
                "Exactly one parameter with process ID required.\nTry `pldd --help' or `pldd --usage' for more information.\n",
            1),
        Self(
            "plipconfig", .bare,
            err:
                "Usage: plipconfig interface [nibble NN] [trigger NN]\n       plipconfig -V | --version\n       plipconfig -h | --help\n",
            3),
        Self(
            "resizepart", .bare,
            err:
                "resizepart: not enough arguments\nTry 'resizepart --help' for more information.\n",
            1),
        Self(
            "setcap", .bare,
            err:
                "usage: setcap [-q] [-v] [-n <rootid>] (-r|-|<caps>) <filename> [ ... (-r|-|<capsN>) <filenameN> ]\n",
            1),
        Self(
            "slattach", .bare,
            err:
                "Usage: slattach [-ehlLmnqv] [-k keepalive] [-o outfill] [-c cmd] [-s speed] [-p protocol] tty | -\n       slattach -V | --version\n",
            3),
        Self(
            "ssh-copy-id", .bare,
            err:
                "Usage: /usr/bin/ssh-copy-id [-h|-?|-f|-n] [-i [identity_file]] [-p port] [-F alternative ssh_config file] [[-o <ssh -o options>] ...] [user@]hostname\n\t-f: force mode -- copy keys without trying to check if they are already installed\n\t-n: dry run    -- no keys are actually copied\n\t-h|-?: print this help\n",
            1),
        Self(
            "ssh-keyscan", .bare,
            err:
                "usage: ssh-keyscan [-46cDHv] [-f file] [-p port] [-T timeout] [-t type]\n\t\t   [host | addrlist namelist]\n",
            1),
        Self(
            "start-stop-daemon", .bare,
            err:
                "start-stop-daemon: need one of --start or --stop or --status\nTry 'start-stop-daemon --help' for more information.\n",
            3),
        Self(
            "swaplabel", .bare,
            err:
                "swaplabel: no device specified\nTry 'swaplabel --help' for more information.\n",
            1),
        Self(
            "tic", .bare,
            err:
                "tic: File name needed.  Usage:\n\ttic [-e names] [-o dir] [-R name] [-v[n]] [-V] [-w[n]] [-1aCDcfGgIKLNrsTtUx] source-file\n",
            1),
        Self(
            "tipc", .bare,
            err:
                "Transparent Inter-Process Communication Protocol\nUsage: tipc [OPTIONS] COMMAND [ARGS] ...\n",
            1),
        Self(
            "zcmp", .bare,
            err:
                "/usr/bin/zdiff: invalid number of operands; try `/usr/bin/zdiff --help' for help\n",
            2),
        Self(
            "zdiff", .bare,
            err:
                "/usr/bin/zdiff: invalid number of operands; try `/usr/bin/zdiff --help' for help\n",
            2),
        Self(
            "zegrep", .bare,
            err:
                "/usr/bin/zgrep: 185: 1: missing pattern; try `/usr/bin/zgrep --help' for help\n",
            2),
        Self(
            "zfgrep", .bare,
            err:
                "/usr/bin/zgrep: 185: 1: missing pattern; try `/usr/bin/zgrep --help' for help\n",
            2),
        Self(
            "zforce", .bare,
            err:
                "/usr/bin/zforce: invalid number of operands; try `/usr/bin/zforce --help' for help\n",
            1),
        Self("agetty", .bare, err: "agetty: not enough arguments\n", 1),
        Self("captoinfo", .bare, err: "captoinfo: /etc/termcap No such file or directory\n", 1),
        Self("chrt", .bare, err: "chrt: bad usage\nTry 'chrt --help' for more information.\n", 1),
        Self("ckbcomp", .bare, err: "/usr/bin/ckbcomp: No keycodes, nor layout specified\n", 255),
        Self("clear_console", .bare, err: "clear_console: terminal is not a console\n", 1),
        Self("debconf", .bare, err: "Usage: debconf [options] command [args]\n", 255),
        Self("debugfs", .bare, err: "debugfs 1.46.2 (28-Feb-2021)\n"),
        Self("dmsetup", .bare, err: "Usage:\n", 1),
        Self("dpkg-deb", .bare, err: "dpkg-deb: error: need an action option\n", 2),
        Self("dpkg-query", .bare, err: "dpkg-query: error: need an action option\n", 2),
        Self("dpkg-split", .bare, err: "dpkg-split: error: need an action option\n", 2),
        Self(
            "dumpe2fs", .bare,
            err:
                "dumpe2fs 1.46.2 (28-Feb-2021)\nUsage: dumpe2fs [-bfghimxV] [-o superblock=<num>] [-o blocksize=<num>] device\n",
            1),
        Self("e2label", .bare, err: "Usage: e2label device [newlabel]\n", 1),
        Self("ethtool", .bare, err: "ethtool: bad command line argument(s)\nFor more information run ethtool -h\n", 1),
        Self("expiry", .bare, err: "Usage: expiry [options]\n", 2),
        Self("fail2ban-client", .bare, out: "Usage: fail2ban-client [OPTIONS] <COMMAND>\n", 255),
        Self("fallocate", .bare, err: "fallocate: no filename specified\n", 1),
        Self("fincore", .bare, err: "fincore: no file specified\nTry 'fincore --help' for more information.\n", 1),
        Self("findfs", .bare, err: "findfs: bad usage\nTry 'findfs --help' for more information.\n", 2),
        Self("flock", .bare, err: "flock: not enough arguments\nTry 'flock --help' for more information.\n", 64),
        Self("fsck", .bare, out: "fsck from util-linux 2.36.1\n"),
        Self("fsfreeze", .bare, err: "fsfreeze: neither --freeze or --unfreeze specified\n", 1),
        Self("fstrim", .bare, err: "fstrim: no mountpoint specified\n", 1),
        Self("getcap", .bare, err: "usage: getcap [-v] [-r] [-h] [-n] <filename> [<filename> ...]\n", 1),
        Self("gettext", .bare, err: "gettext: missing arguments\n", 1),
        Self("getty", .bare, err: "getty: not enough arguments\n", 1),
        Self("gpasswd", .bare, err: "Usage: gpasswd [option] GROUP\n", 2),
        Self("groupmod", .bare, err: "Usage: groupmod [options] GROUP\n", 2),
        Self("ifdown", .bare, err: "ifdown: no interface(s) specified\nifdown: Use --help for help\n", 1),
        Self("ifquery", .bare, err: "ifquery: no interface(s) specified\nifquery: Use --help for help\n", 1),
        Self("ifup", .bare, err: "ifup: no interface(s) specified\nifup: Use --help for help\n", 1),
        Self(
            "ip6tables", .bare,
            err:
                "ip6tables v1.8.7 (nf_tables): no command specified\nTry `ip6tables -h' or 'ip6tables --help' for more information.\n",
            2),
        Self("isosize", .bare, err: "isosize: no device specified\nTry 'isosize --help' for more information.\n", 1),
        Self("loadkeys", .bare, err: "Couldn't get a file descriptor referring to the console.\n", 1),
        Self("locale-gen", .bare, out: "Generating locales (this might take a while)...\nGeneration complete.\n"),
        Self("localedef", .bare, out: "Try `localedef --help' or `localedef --usage' for more information.\n", 4),
        Self("logsave", .bare, out: "Usage: logsave [-asv] logfile program\n", 1),
        Self("look", .bare, err: "look: bad usage\nTry 'look --help' for more information.\n", 1),
        Self("lzcat", .bare, err: "lzcat: (stdin): File format not recognized\n", 1),
        Self("mdadm", .bare, err: "Usage: mdadm --help\n  for help\n", 2),
        Self("mkhomedir_helper", .bare, err: "Usage: mkhomedir_helper <username> [<umask> [<skeldir>]]\n", 14),
        Self("namei", .bare, err: "namei: pathname argument is missing\nTry 'namei --help' for more information.\n", 1),
        Self("nameif", .bare, err: "opening configuration file /etc/mactab: No such file or directory\n", 1),
        Self("nologin", .bare, out: "This account is currently not available.\n", 1),
        Self("openvt", .bare, err: "Couldn't get a file descriptor referring to the console.\n", 1),
        Self("partx", .bare, err: "partx: bad usage\nTry 'partx --help' for more information.\n", 1),
        Self("pathchk", .bare, err: "pathchk: missing operand\nTry 'pathchk --help' for more information.\n", 1),
        Self("perldoc", .bare, err: "You need to install the perl-doc package to use this program.\n", 1),
        Self("pivot_root", .bare, err: "pivot_root: bad usage\nTry 'pivot_root --help' for more information.\n", 1),
        Self("pwdx", .bare, err: "\nUsage:\n pwdx [options] pid...\n", 1),
        Self("renice", .bare, err: "renice: not enough arguments\nTry 'renice --help' for more information.\n", 1),
        Self("rtmon", .bare, err: "Not enough information: argument \"file\" is required\n", 255),
        Self("run-parts", .bare, err: "run-parts: missing operand\nTry `run-parts --help' for more information.\n", 1),
        Self("scriptreplay", .bare, err: "scriptreplay: timing file not specified\n", 1),
        Self("setarch", .bare, err: "setarch: no architecture argument or personality flags specified\n", 1),
        Self("setpriv", .bare, err: "setpriv: No program specified\n", 1),
        Self("setterm", .bare, err: "setterm: bad usage\nTry 'setterm --help' for more information.\n", 1),
        Self("sg", .bare, err: "Usage: sg group [[-c] command]\n", 1),
        Self("shadowconfig", .bare, out: "Usage: /usr/sbin/shadowconfig on | off\n"),
        Self("skill", .bare, err: "\nUsage:\n skill [signal] [options] <expression>\n", 1),
        Self("snice", .bare, err: "\nUsage:\n snice [new priority] [options] <expression>\n", 1),
        Self("ssh-add", .bare, err: "Could not open a connection to your authentication agent.\n", 2),
        Self("swapoff", .bare, err: "swapoff: bad usage\nTry 'swapoff --help' for more information.\n", 16),
        Self("systemd-tmpfiles", .bare, err: "You need to specify at least one of --clean, --create or --remove.\n", 1),
        Self("telinit", .bare, err: "Couldn't find an alternative telinit implementation to spawn.\n", 1),
        Self("udevadm", .bare, err: "Command verb required.\n", 1),
        Self("unxz", .bare, err: "unxz: (stdin): File format not recognized\n", 1),
        Self("wipefs", .bare, err: "wipefs: no device specified\nTry 'wipefs --help' for more information.\n", 1),
        Self("xzcat", .bare, err: "xzcat: (stdin): File format not recognized\n", 1),
        Self("xzgrep", .bare, err: "/usr/bin/xzgrep: 139: 1: Missing pattern; try `xzgrep --help' for help\n", 2),
        Self("zgrep", .bare, err: "/usr/bin/zgrep: 185: 1: missing pattern; try `/usr/bin/zgrep --help' for help\n", 2),
        Self("znew", .bare, err: "/usr/bin/znew: invalid number of operands; try `/usr/bin/znew --help' for help\n", 1),
    ]
}
