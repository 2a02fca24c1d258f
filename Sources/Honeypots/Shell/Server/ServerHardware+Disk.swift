extension ServerHardware {
    /// Major number of its disk (devices.txt of the kernel; virtio and NVMe get theirs when they are found).
    var diskMajor: Int { disk.hasPrefix("sd") ? 8 : disk.hasPrefix("vd") ? 254 : 259 }

    /// MiB by number of the partition: root, the extended one, swap inside of it.
    var partitionsMiB: [(number: Int, size: Int)] { [(1, diskMiB - swapMiB - 3), (2, 0), (5, swapMiB)] }
}
