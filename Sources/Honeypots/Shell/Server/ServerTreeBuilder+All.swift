extension ServerTreeBuilder {
    /// Everything this persona's machine has of its own.
    mutating func addEverything() {
        addFolders()
        addAccounts()
        addSystemSettings()
        addNetworkSettings()
        addLoginSettings()
        addSchedules()
        addHostKeys()
        addDevices()
        addRuntimeFiles()
        addKernelFiles()
        addProcesses()
        addHomes()
        addSite()
        addServices()
        addPackageRecords()
        addLogs()
    }

    /// What the installer leaves beside the packages.
    private mutating func addFolders() {
        for path in ["/dev", "/home", "/media/cdrom0", "/mnt", "/opt", "/srv", "/var/local", "/var/mail", "/var/opt"] {
            directory(path)
        }
        directory("/proc", mode: 0o555)
        directory("/sys", mode: 0o555)
        directory("/root", mode: 0o700, at: calendar.upgraded + 5 * 86_400)
        directory("/run")
        directory("/tmp", mode: 0o1777, at: FileNode.atMidnight)
        directory("/var/tmp", mode: 0o1777, at: FileNode.atBoot)
        directory("/lost+found", mode: 0o700)
        directory("/var/log", at: FileNode.atMidnight)
        // What the last upgrade touched.
        for path in [
            "/", "/boot", "/etc", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/modules",
            "/var/lib/dpkg/info", "/var/cache/apt",
        ] {
            directory(path, at: calendar.upgraded)
        }
        directory("/var/spool/cron/crontabs", mode: 0o1730, "root", "crontab")
        link("/media/cdrom", to: "cdrom0")
        let kernel = host.system.kernelRelease
        link("/vmlinuz", to: "boot/vmlinuz-\(kernel)", at: calendar.upgraded)
        link("/initrd.img", to: "boot/initrd.img-\(kernel)", at: calendar.upgraded)
        for name in [".font-unix", ".ICE-unix", ".Test-unix", ".X11-unix", ".XIM-unix"] {
            directory("/tmp/\(name)", mode: 0o1777, at: FileNode.atBoot)
        }
    }
}
