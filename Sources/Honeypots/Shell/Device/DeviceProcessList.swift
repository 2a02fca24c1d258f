/// What runs on a device from its start: the kernel's threads, init, the maker's services, BusyBox's daemons.
enum DeviceProcessList {
    private static let threads = [
        "kthreadd", "ksoftirqd/0", "kworker/0:0", "kworker/u:0", "khelper", "kworker/u:1", "sync_supers", "bdi-default",
        "kblockd", "rpciod", "kswapd0", "fsnotify_mark", "nfsiod", "crypto", "mtdblock0", "mtdblock1", "mtdblock2",
        "mtdblock3", "mtdblock4", "kworker/0:1", "flush-mtd-unmap",
    ]

    static func draw(for device: Device, _ generator: inout SeededGenerator) -> [MachineProcess] {
        var processes = [process(1, 0, generator.number(in: 1000...1500), "init", "/bin/busybox")]
        var id = 1
        for thread in threads {
            id += generator.pick(1, 1, 1, 2)
            let isFirst = thread == threads[0]
            processes.append(
                MachineProcess(
                    id: id, parent: isFirst ? 0 : 2, user: "root", memoryKiB: 0,
                    state: thread.hasPrefix("mtd") ? "SW" : thread.hasSuffix("d") ? "SW<" : "SW",
                    command: ByteString("[\(thread)]")))
        }
        id = generator.number(in: 180...420)
        let small = generator.number(in: 1000...1600)
        for daemon in ["syslogd -C64", "klogd -c 1", "/sbin/mdev -d", "telnetd"]
        where daemon != "/sbin/mdev -d" || device.cores > 1 {
            id += generator.number(in: 1...14)
            let command = daemon == "telnetd" && device.telnet.daemon == .netkit ? "/usr/sbin/telnetd -F" : daemon
            processes.append(process(id, 1, small + generator.number(in: 0...3) * 4, command, "/bin/busybox"))
        }
        for service in device.model.services {
            id += generator.number(in: 2...60)
            let program = service.prefix { $0 != " " }
            let path = program.hasPrefix("/") ? String(program) : device.model.vendorFolder + "/" + program
            processes.append(process(id, 1, generator.number(in: 500...11_000) * 4, service, path))
        }
        id += generator.number(in: 3...30)
        processes.append(process(id, 1, small, "/sbin/getty -L ttyS0 115200 vt100", "/bin/busybox"))
        return processes
    }

    /// The list with an SSH daemon behind the Telnet daemon.
    static func addingDropbear(to list: [MachineProcess]) -> [MachineProcess] {
        guard let place = list.firstIndex(where: { $0.name == "telnetd" }) else { return list }
        var list = list
        // No other has that number: what starts next leaves some out.
        list.insert(process(list[place].id + 1, 1, 1040, "/usr/sbin/dropbear", "/usr/sbin/dropbear"), at: place + 1)
        return list
    }

    private static func process(
        _ id: Int, _ parent: Int, _ memory: Int, _ command: String, _ executable: String
    ) -> MachineProcess {
        MachineProcess(
            id: id, parent: parent, user: "root", memoryKiB: memory, state: "S", command: ByteString(command),
            executable: ByteString(executable))
    }
}
