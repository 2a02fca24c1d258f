/// What runs on a server from its start: the kernel's threads, systemd and its services, the persona's own.
struct ServerProcessList {
    private var generator: SeededGenerator
    private(set) var processes: [MachineProcess] = []
    private var last = 1

    init(_ host: ServerHost, _ hardware: ServerHardware, _ services: ServerServices, _ generator: SeededGenerator) {
        self.generator = generator
        add(
            "/sbin/init", "root", at: 0, virtual: 98_000 + self.generator.number(in: 0...4000), resident: 10_200,
            load: 420, executable: "/usr/lib/systemd/systemd", id: 1)
        addKernel(cores: host.cores, hardware)
        addSystem(hardware)
        addServices(host, services)
        processes.sort { $0.id < $1.id }
    }

    /// The listening daemon that logins come from.
    static let secureShell: ByteString = "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups"

    private mutating func addKernel(cores: Int, _ hardware: ServerHardware) {
        last = 1
        var names = [
            "kthreadd", "rcu_gp", "rcu_par_gp", "kworker/0:0H-events_highpri", "mm_percpu_wq", "rcu_tasks_rude_",
            "rcu_tasks_trace", "ksoftirqd/0", "rcu_sched", "migration/0", "cpuhp/0",
        ]
        for core in 1..<max(cores, 2) where core < cores {
            names += ["cpuhp/\(core)", "migration/\(core)", "ksoftirqd/\(core)", "kworker/\(core):0H-events_highpri"]
        }
        names += [
            "kdevtmpfs", "netns", "kauditd", "khungtaskd", "oom_reaper", "writeback", "kcompactd0", "ksmd",
            "khugepaged", "kintegrityd", "kblockd", "blkcg_punt_bio", "edac-poller", "devfreq_wq", "kswapd0",
            "kthrotld", "acpi_thermal_pm", "ipv6_addrconf", "kstrp", "zswap-shrink", "ata_sff", "scsi_eh_0",
            "scsi_tmf_0", "scsi_eh_1", "scsi_tmf_1",
        ]
        let root = hardware.partition(1)
        names += ["kworker/0:1H-kblockd", "jbd2/\(root)-8", "ext4-rsv-conver"]
        for name in names {
            // Numbers are left out where a thread of the start-up has ended.
            if name == "rcu_par_gp" || name == "mm_percpu_wq" || name == "kdevtmpfs" { last += 1 }
            let isWork = name.contains("kworker") || ["_gp", "_wq"].contains { name.hasSuffix($0) }
            let state: ByteString = isWork || name.hasPrefix("writeback") || name.hasPrefix("kblockd") ? "I<" : "S"
            last += 1
            processes.append(
                MachineProcess(
                    id: last, parent: name == "kthreadd" ? 0 : 2, user: "root", memoryKiB: 0, state: state,
                    command: ByteString("[\(name)]"), startedAfterBoot: 0,
                    loadPerHour: name.hasPrefix("rcu_sched") ? 900 : name.hasPrefix("jbd2") ? 240 : 0,
                    niceness: isWork ? -20 : 0))
        }
    }

    private mutating func addSystem(_ hardware: ServerHardware) {
        last = generator.number(in: 190...240)
        add(
            "/lib/systemd/systemd-journald", "root", at: 2, virtual: 48_000, resident: 15_800, load: 300, isLeader: true
        )
        skip(15...25)
        add("/lib/systemd/systemd-udevd", "root", at: 2, virtual: 21_700, resident: 5_600, load: 20, isLeader: true)
        last = generator.number(in: 380...460)
        add(
            "/lib/systemd/systemd-timesyncd", "systemd-timesync", at: 4, virtual: 88_500, resident: 6_400, load: 30,
            isLeader: true, threads: 2)
        skip(3...9)
        add("/usr/sbin/cron -f", "root", at: 5, virtual: 6_700, resident: 2_800, load: 45, isLeader: true)
        skip(1...3)
        add(
            "/usr/bin/dbus-daemon --system --address=systemd: --nofork --nopidfile --systemd-activation --syslog-only",
            "messagebus", at: 5, virtual: 8_200, resident: 4_500, load: 60, isLeader: true)
        skip(1...4)
        add(
            "/usr/sbin/rsyslogd -n -iNONE", "root", at: 5, virtual: 220_800, resident: 5_900, load: 90, isLeader: true,
            threads: 4)
        skip(1...3)
        add("/lib/systemd/systemd-logind", "root", at: 5, virtual: 14_700, resident: 7_300, load: 40, isLeader: true)
        if hardware.platform == .kvm, generator.chance(percent: 50) {
            skip(1...3)
            add(
                "/usr/sbin/qemu-ga", "root", at: 5, virtual: 80_300, resident: 2_900, load: 70, isLeader: true,
                threads: 2)
        }
        skip(20...60)
        add(
            "/sbin/agetty -o -p -- \\u --noclear tty1 linux", "root", at: 6, virtual: 5_800, resident: 1_700, load: 0,
            isLeader: true, terminal: "tty1", executable: "/usr/sbin/agetty")
        skip(1...8)
        add(
            Self.secureShell.text, "root", at: 6, virtual: 13_300, resident: 7_600, load: 160, isLeader: true,
            executable: "/usr/sbin/sshd")
    }

    private mutating func addServices(_ host: ServerHost, _ services: ServerServices) {
        skip(10...60)
        add(
            "/usr/bin/python3 /usr/share/unattended-upgrades/unattended-upgrade-shutdown --wait-for-signal", "root",
            at: 7, virtual: 108_800, resident: 20_400, load: 0, isLeader: true, executable: "/usr/bin/python3.9",
            threads: 2)
        skip(2...20)
        add(
            "/usr/sbin/mariadbd", "mysql", at: 8, virtual: 1_340_000 + generator.number(in: 0...60) * 1024,
            resident: 92_000 + generator.number(in: 0...9000) * 4, load: 4200, isLeader: true,
            threads: generator.number(in: 9...14))
        skip(2...30)
        let build = services.redis.build
        add(
            "\(build.executable) 0.0.0.0:6379", build.isPackaged ? "redis" : "root", at: 8, virtual: 64_700,
            resident: 9_800, load: 5100, isLeader: true,
            executable: build.executable, threads: 5)
        skip(1...30)
        switch services.web {
        case .apache:
            add(
                "/usr/sbin/apache2 -k start", "root", at: 9, virtual: 193_500, resident: 24_100, load: 120,
                isLeader: true)
            addChildren("/usr/sbin/apache2 -k start", "www-data", 5, virtual: 194_000, resident: 12_700)
        case .nginx:
            add(
                "php-fpm: master process (/etc/php/7.4/fpm/php-fpm.conf)", "root", at: 9, virtual: 194_800,
                resident: 21_300, load: 150, isLeader: true, executable: "/usr/sbin/php-fpm7.4")
            addChildren("php-fpm: pool www", "www-data", 2, virtual: 195_200, resident: 9_100, "/usr/sbin/php-fpm7.4")
            skip(1...9)
            add(
                "nginx: master process /usr/sbin/nginx -g daemon on; master_process on;", "root", at: 9,
                virtual: 58_300, resident: 1_700, load: 0, isLeader: true, executable: "/usr/sbin/nginx")
            addChildren(
                "nginx: worker process", "www-data", host.cores, virtual: 58_900, resident: 5_400, "/usr/sbin/nginx")
        }
    }

    private mutating func addChildren(
        _ command: String, _ user: String, _ count: Int, virtual: Int, resident: Int, _ executable: String? = nil
    ) {
        let parent = last
        for _ in 0..<count {
            last += 1
            add(
                command, user, at: 9, virtual: virtual, resident: resident + generator.number(in: 0...300) * 4,
                load: 90, executable: executable, id: last, parent: parent)
        }
    }

    private mutating func skip(_ range: ClosedRange<Int>) { last += generator.number(in: range) }

    private mutating func add(
        _ command: String, _ user: String, at start: Int, virtual: Int, resident: Int, load: Int = 0,
        isLeader: Bool = false, terminal: ByteString? = nil, executable: String? = nil, id: Int? = nil,
        parent: Int = 1, threads: Int = 1
    ) {
        if id == nil { last += 1 }
        let number = id ?? last
        let program = executable ?? String(command.prefix { $0 != " " })
        let path =
            program.hasPrefix("/lib/") || program.hasPrefix("/sbin/") || program.hasPrefix("/bin/")
            ? "/usr" + program : program
        processes.append(
            MachineProcess(
                id: number, parent: number == 1 ? 0 : parent, user: ByteString(user), memoryKiB: virtual / 4 * 4,
                state: "S" + (isLeader || number == 1 ? "s" : "") + (threads > 1 ? "l" : "")
                    + (terminal == nil ? "" : "+"),
                command: ByteString(command), executable: ByteString(path),
                residentKiB: (resident + generator.number(in: 0...200) * 4) / 4 * 4, terminal: terminal,
                startedAfterBoot: start, loadPerHour: load, threads: threads,
                session: isLeader || number == 1 ? number : parent))
    }
}
