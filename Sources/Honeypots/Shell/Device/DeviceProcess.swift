/// A process of the device, as `ps` lists it.
struct DeviceProcess: Hashable, Sendable {
    var id: Int
    var parent: Int
    var user: ByteString
    /// Virtual memory in KiB; 0 for threads of the kernel.
    var memoryKiB: Int
    /// "S", "SW", "R" …
    var state: ByteString
    /// The command line, or the name of a kernel thread in brackets.
    var command: ByteString
    var isKernelThread: Bool { memoryKiB == 0 }
    /// The file it runs; nil for kernel threads.
    var executable: ByteString?

    /// What /proc/<pid>/stat and `killall` know it by: at most 15 bytes.
    var name: ByteString {
        if isKernelThread { return ByteString(command.dropFirst().dropLast()) }
        let program = command.prefix { $0 != 0x20 }
        return ByteString((program.split(separator: UInt8(ascii: "/")).last ?? program).prefix(15))
    }
}
