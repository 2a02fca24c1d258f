import ThreatModel

struct DmesgCommand: ShellCommand {
    static let names: [ByteString] = ["dmesg"]
    static let usage: ByteString = "dmesg [-c] [-n LEVEL] [-s SIZE]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard options(words, "cn:s:r", in: &shell) != nil else { return .failure }
        let device = shell.device
        let firmware = device.firmware
        var lines = [
            "Linux version \(firmware.kernelRelease) (\(firmware.kernelBuilder)) (\(firmware.compiler)) \(firmware.kernelVersion)",
            "CPU: \(device.model.processor)", "Memory: \(device.memoryKiB)k available",
            "Calibrating delay loop... \(device.bogoMIPSTimesTen / 10).\(device.bogoMIPSTimesTen % 10)0 BogoMIPS",
            "NET: Registered protocol family 16", "NET: Registered protocol family 2",
            "squashfs: version 4.0 (2009/01/31) Phillip Lougher",
            "Creating \(device.model.partitions.count) MTD partitions:",
        ]
        var offset = 0
        for partition in device.model.partitions {
            let end = offset + partition.sizeKiB * 1024
            lines.append("0x\(String(offset, radix: 16))-0x\(String(end, radix: 16)) : \"\(partition.name)\"")
            offset = end
        }
        lines += [
            "\(device.model.lanInterface): MAC address \(device.hardwareAddress)",
            "VFS: Mounted root (squashfs filesystem) readonly.", "Freeing unused kernel memory",
        ]
        var generator = SeededGenerator(seed: device.hardwareAddress.value &+ 5)
        var microseconds = 0
        for line in lines {
            let digits = String(microseconds % 1_000_000)
            shell.print(
                "[\(ByteString("\(microseconds / 1_000_000)").indented(to: 5)).\(String(repeating: "0", count: 6 - digits.count))\(digits)] \(line)\n"
            )
            microseconds += generator.below(400_000)
        }
        return .success
    }
}
