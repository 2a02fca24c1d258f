extension DeviceTreeBuilder {
    /// /dev: memory devices, terminals and flash (numbers from Documentation/admin-guide/devices.txt of the kernel).
    mutating func addDevices() {
        let character = { (major: Int, minor: Int, behaviour: SpecialFile.Behaviour) in
            SpecialFile(isBlock: false, major: major, minor: minor, behaviour: behaviour)
        }
        special("/dev/null", character(1, 3, .null))
        special("/dev/zero", character(1, 5, .zero))
        special("/dev/full", character(1, 7, .full))
        special("/dev/random", character(1, 8, .random))
        special("/dev/urandom", character(1, 9, .random))
        special("/dev/mem", mode: 0o640, character(1, 1, .storage(device.memoryKiB * 1024)))
        special("/dev/kmsg", mode: 0o600, character(1, 11, .idle))
        special("/dev/tty", character(5, 0, .terminal))
        special("/dev/console", mode: 0o600, character(5, 1, .idle))
        special("/dev/ptmx", character(5, 2, .idle))
        special("/dev/pts/0", mode: 0o620, character(136, 0, .terminal))
        for number in 0..<2 { special("/dev/ttyS\(number)", mode: 0o660, character(4, 64 + number, .idle)) }
        special("/dev/watchdog", mode: 0o600, character(10, 130, .idle))
        let hasFlash = device.model.partitions.first.map { $0.sizeKiB < 4096 } ?? false
        for (index, partition) in device.model.partitions.enumerated() {
            let size = partition.sizeKiB * 1024
            if hasFlash {
                special("/dev/mtd\(index)", mode: 0o640, character(90, index * 2, .storage(size)))
                special(
                    "/dev/mtdblock\(index)", mode: 0o640,
                    SpecialFile(isBlock: true, major: 31, minor: index, behaviour: .storage(size)))
            } else {
                special(
                    "/dev/mmcblk0p\(index + 1)", mode: 0o660,
                    SpecialFile(isBlock: true, major: 179, minor: index + 1, behaviour: .storage(size)))
            }
        }
        for number in 0..<2 {
            special(
                "/dev/ram\(number)", mode: 0o660,
                SpecialFile(isBlock: true, major: 1, minor: number, behaviour: .storage(4 * 1024 * 1024)))
        }
        for (name, target) in [("fd", "/proc/self/fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")] {
            link("/dev/\(name)", to: target)
        }
    }
}
