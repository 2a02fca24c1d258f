/// The Linux server of a persona: what SSH, HTTP, Redis and their like agree upon.
package struct ServerHost: Hashable, Sendable {
    /// The short name: "app3".
    package let hostname: String
    /// The full name: "app3.veltano.lan".
    package let fullName: String
    package let system: ServerSystem
    /// The model line of /proc/cpuinfo.
    package let processor: String
    package let cores: Int
    package let memoryMiB: Int
    package let users: [PersonaUser]
    package let hardwareAddress: HardwareAddress
    /// The address inside its network.
    package let address: String
    package let gateway: String
    package let boots: BootHistory
    /// The identity systemd gave the machine: 32 hexadecimal digits.
    package let machineID: String

    init(_ organisation: Organisation, _ generator: inout SeededGenerator) {
        hostname = Self.drawHostname(organisation, &generator)
        fullName = hostname + "." + organisation.internalDomain
        system = ServerSystem(&generator)
        processor =
            generator.pick(from: [
                "Intel(R) Xeon(R) CPU E5-2620 v4 @ 2.10GHz", "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz",
                "Intel(R) Xeon(R) Silver 4210 CPU @ 2.20GHz", "Intel(R) Xeon(R) Gold 6140 CPU @ 2.30GHz",
                "Intel(R) Xeon(R) E-2136 CPU @ 3.30GHz", "Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz",
                "AMD EPYC 7282 16-Core Processor", "AMD EPYC 7402P 24-Core Processor",
                "AMD Ryzen 5 3600 6-Core Processor",
            ]) ?? ""
        cores = generator.pick(2, 4, 4, 6, 8, 16)
        memoryMiB = generator.pick(3_935, 7_961, 15_997, 32_063, 64_311)
        users = (0..<generator.number(in: 2...4)).map { PersonaUser(uid: 1000 + $0, &generator) }
        // QEMU, VMware, Super Micro, Dell, Hewlett Packard, Intel.
        let vendors: [UInt32] = [
            0x525400, 0x005056, 0x002590, 0x0cc47a, 0xd4ae52, 0x1866da, 0x9457a5, 0x3c5282, 0xa0369f,
        ]
        hardwareAddress = HardwareAddress(vendors: vendors, &generator)
        let network =
            generator.chance(percent: 50)
            ? "10.\(generator.below(256)).\(generator.below(256))."
            : "172.\(generator.number(in: 16...31)).\(generator.below(256))."
        address = network + "\(generator.number(in: 10...240))"
        gateway = network + "1"
        boots = BootHistory(days: 60...300, &generator)
        machineID = generator.hexadecimal(digits: 32)
    }

    /// As people name servers: a role and a number, sometimes a place or the owner before it.
    private static func drawHostname(_ organisation: Organisation, _ generator: inout SeededGenerator) -> String {
        let role =
            generator.pick(from: [
                "app", "web", "srv", "db", "node", "prod", "core", "api", "build", "cache", "data", "edge", "front",
                "git", "hub", "infra", "intranet", "log", "main", "mail", "media", "mon", "portal", "store", "work",
            ]) ?? "srv"
        let number = generator.number(in: 1...48)
        let padded = number < 10 && generator.chance(percent: 50) ? "0\(number)" : "\(number)"
        switch generator.below(4) {
        case 0: return organisation.name.lowercased().prefix(6) + "-" + role + padded
        case 1: return role + padded + "-" + InventedName.word(syllables: 1, &generator)
        case 2: return InventedName.word(syllables: 2, &generator) + padded
        default: return InventedName.word(syllables: 2, &generator) + "-" + role
        }
    }
}
