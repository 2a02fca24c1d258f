extension ServerTreeBuilder {
    /// /etc: what the machine is, what it mounts, how it starts.
    mutating func addSystemSettings() {
        let kernel = host.system.kernelRelease
        file("/etc/hostname", host.hostname + "\n")
        file("/etc/machine-id", mode: 0o444, host.machineID + "\n")
        link("/var/lib/dbus/machine-id", to: "/etc/machine-id")
        file("/etc/debian_version", at: calendar.upgraded, "11.\(pointRelease)\n")
        file("/usr/lib/os-release", at: calendar.upgraded, ServerTexts.release)
        link("/etc/os-release", to: "../usr/lib/os-release")
        file("/etc/issue", "Debian GNU/Linux 11 \\n \\l\n\n")
        file("/etc/issue.net", "Debian GNU/Linux 11\n")
        file("/etc/motd", at: calendar.deployed, ServerTexts.motd.text)
        file("/etc/timezone", "Etc/UTC\n")
        link("/etc/localtime", to: "/usr/share/zoneinfo/Etc/UTC")
        file("/etc/adjtime", "0.0 0 0.0\n0\nUTC\n")
        file("/etc/default/locale", "LANG=\"en_US.UTF-8\"\n")
        file("/etc/locale.conf", "LANG=en_US.UTF-8\n")
        file(
            "/etc/fstab",
            "# <file system> <mount point> <type> <options> <dump> <pass>\n"
                + "UUID=\(hardware.rootID) / ext4 errors=remount-ro 0 1\n"
                + "UUID=\(hardware.swapID) none swap sw 0 0\n/dev/sr0 /media/cdrom0 udf,iso9660 user,noauto 0 0\n")
        link("/etc/mtab", to: "../proc/self/mounts")
        file(
            "/etc/default/grub",
            "GRUB_DEFAULT=0\nGRUB_TIMEOUT=5\nGRUB_DISTRIBUTOR=`lsb_release -i -s 2> /dev/null || echo Debian`\nGRUB_CMDLINE_LINUX_DEFAULT=\"quiet\"\nGRUB_CMDLINE_LINUX=\"\"\n"
        )
        file(
            "/boot/grub/grub.cfg", mode: 0o600, at: calendar.upgraded,
            "set default=\"0\"\nset timeout=5\nmenuentry 'Debian GNU/Linux' --class debian {\n\tsearch --no-floppy --fs-uuid --set=root \(hardware.rootID)\n\tlinux /boot/vmlinuz-\(kernel) root=UUID=\(hardware.rootID) ro quiet\n\tinitrd /boot/initrd.img-\(kernel)\n}\n"
        )
        file("/etc/modules", "# names of modules to load at boot, one a line\n")
        file(
            "/etc/sysctl.conf",
            "# kernel parameters, see sysctl.conf(5)\n#net.ipv4.ip_forward=1\n#kernel.sysrq=438\n")
        file(
            "/etc/sysctl.d/60-\(persona.organisation.name.lowercased()).conf", at: calendar.deployed,
            "vm.swappiness = 10\nvm.overcommit_memory = 1\nnet.core.somaxconn = 1024\nfs.file-max = 200000\n")
        file("/etc/ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n")
        file(
            "/etc/shells",
            "/bin/sh\n/bin/bash\n/usr/bin/bash\n/bin/rbash\n/usr/bin/rbash\n/bin/dash\n/usr/bin/dash\n/usr/bin/tmux\n/usr/bin/screen\n"
        )
        file("/etc/environment", "")
        let rsyslog =
            "module(load=\"imuxsock\")\nmodule(load=\"imklog\")\n$ActionFileDefaultTemplate RSYSLOG_TraditionalFileFormat\n$FileOwner root\n$FileGroup adm\n$FileCreateMode 0640\n$DirCreateMode 0755\n$Umask 0022\n$WorkDirectory /var/spool/rsyslog\n$IncludeConfig /etc/rsyslog.d/*.conf\n"
        file(
            "/etc/rsyslog.conf",
            rsyslog
                + "auth,authpriv.*\t\t\t/var/log/auth.log\n*.*;auth,authpriv.none\t\t-/var/log/syslog\ndaemon.*\t\t\t-/var/log/daemon.log\nkern.*\t\t\t\t-/var/log/kern.log\nmail.*\t\t\t\t-/var/log/mail.log\nuser.*\t\t\t\t-/var/log/user.log\n*.emerg\t\t\t\t:omusrmsg:*\n"
        )
        let suites = ["bullseye", "bullseye-updates"].map {
            "deb http://deb.debian.org/debian/ \($0) main\ndeb-src http://deb.debian.org/debian/ \($0) main\n\n"
        }
        file(
            "/etc/apt/sources.list", at: calendar.deployed,
            suites.joined()
                + "deb http://security.debian.org/debian-security bullseye-security main\ndeb-src http://security.debian.org/debian-security bullseye-security main\n"
        )
        file(
            "/etc/apt/apt.conf.d/20auto-upgrades",
            "APT::Periodic::Update-Package-Lists \"1\";\nAPT::Periodic::Unattended-Upgrade \"1\";\n")
        file("/etc/services", ServerTexts.services)
        file("/etc/protocols", ServerTexts.protocols)
        file("/etc/login.defs", ServerTexts.loginDefinitions)
    }

    /// Which point release was the last before the upgrade, by the dates of their announcements.
    private var pointRelease: Int {
        let dates = [
            (2021, 10, 9), (2021, 12, 18), (2022, 3, 26), (2022, 7, 9), (2022, 9, 10), (2022, 12, 17), (2023, 4, 29),
            (2023, 10, 7), (2024, 2, 10), (2024, 6, 29), (2024, 8, 31),
        ]
        return dates.count { CivilDate.days(year: $0.0, month: $0.1, day: $0.2) <= Int(calendar.upgraded / 86_400) }
    }
}
