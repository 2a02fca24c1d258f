/// What a server is made of, as far as the kernel tells: the parts that fit its Ethernet address and processor.
struct ServerHardware: Hashable, Sendable {
    enum Platform: Hashable, Sendable {
        case kvm
        case vmware
        case metal
    }

    let platform: Platform
    /// DMI: who made it, what it is called, and who wrote its firmware.
    let vendor: String
    let product: String
    let firmwareVendor: String
    let firmwareVersion: String
    /// "09/14/2021".
    let firmwareDate: String
    /// "vda".
    let disk: String
    let diskMiB: Int
    /// MiB of the swap partition.
    let swapMiB: Int
    let interface: String
    /// Of the root and the swap partition.
    let rootID: String
    let swapID: String
    /// MHz times a thousand.
    let kilohertz: Int
    /// What the kernel adds to the processor's clock: "4190.28" as hundredths.
    let bogoMIPSTimesHundred: Int
    /// KiB of memory the kernel can give away.
    let memoryKiB: Int

    init(_ host: ServerHost, _ generator: inout SeededGenerator) {
        let maker = host.hardwareAddress.value >> 24
        platform = maker == 0x525400 ? .kvm : maker == 0x005056 ? .vmware : .metal
        switch platform {
        case .kvm:
            (vendor, product) = (
                "QEMU", generator.pick("Standard PC (i440FX + PIIX, 1996)", "Standard PC (Q35 + ICH9, 2009)")
            )
            firmwareVendor = "SeaBIOS"
            (firmwareVersion, firmwareDate) = generator.pick(
                ("rel-1.14.0-0-g155821a1990b-prebuilt.qemu.org", "04/01/2014"), ("1.13.0-1ubuntu1.1", "04/01/2014"),
                ("rel-1.15.0-0-g2dd4b9b3f840-prebuilt.qemu.org", "04/01/2014"))
            (disk, interface) = (generator.pick("vda", "sda"), generator.pick("ens18", "ens3", "eth0", "enp1s0"))
        case .vmware:
            (vendor, product) = ("VMware, Inc.", generator.pick("VMware Virtual Platform", "VMware7,1"))
            firmwareVendor = "Phoenix Technologies LTD"
            (firmwareVersion, firmwareDate) = ("6.00", generator.pick("12/12/2018", "11/12/2020"))
            (disk, interface) = ("sda", generator.pick("ens192", "ens160", "ens32"))
        case .metal:
            let desktop = host.processor.contains("Core(TM)") || host.processor.contains("Ryzen")
            (vendor, product, firmwareVendor) =
                desktop
                ? generator.pick(
                    ("ASUSTeK COMPUTER INC.", "System Product Name", "American Megatrends Inc."),
                    ("FUJITSU", "D3644-B1", "FUJITSU // American Megatrends Inc."))
                : Self.server(maker, &generator)
            firmwareVersion = generator.pick("2.10.0", "3.2", "2.8.1", "1.4a", "U32")
            firmwareDate =
                "\(CivilTime.two(generator.number(in: 1...12)))/\(CivilTime.two(generator.number(in: 1...28)))/\(generator.number(in: 2018...2021))"
            (disk, interface) = (
                generator.pick("sda", "nvme0n1"), generator.pick("eno1", "enp3s0", "enp5s0f0", "enp0s31f6")
            )
        }
        diskMiB =
            platform == .metal
            ? generator.pick(244_198, 457_862, 953_869) : generator.pick(20, 40, 60, 80, 120, 160) * 1024
        swapMiB = generator.pick(975, 975, 2047, 3905)
        rootID = Self.identity(&generator)
        swapID = Self.identity(&generator)
        let gigahertz = host.processor.split(separator: "@").last?.filter { $0.isNumber }
        let nominal =
            host.processor.contains("@")
            ? (Int(gigahertz ?? "") ?? 220) * 10_000 : generator.pick(2_794_748, 2_799_998, 3_593_248)
        kilohertz = nominal + generator.number(in: -9...9) * 113
        bogoMIPSTimesHundred = kilohertz / 5
        // The kernel's own code and page tables take some two hundredths.
        memoryKiB = (host.memoryMiB * 1024 - generator.number(in: 12_000...21_000)) / 4 * 4
    }

    private static func server(_ maker: UInt64, _ generator: inout SeededGenerator) -> (String, String, String) {
        switch maker {
        case 0xd4ae52, 0x1866da:
            ("Dell Inc.", generator.pick("PowerEdge R630", "PowerEdge R730", "PowerEdge R440"), "Dell Inc.")
        case 0x9457a5, 0x3c5282: ("HP", generator.pick("ProLiant DL360 Gen9", "ProLiant DL380 Gen9"), "HP")
        default:
            ("Supermicro", generator.pick("Super Server", "SYS-5019S-M", "X10DRi"), "American Megatrends Inc.")
        }
    }

    /// A random identity of a file system (RFC 4122 §4.4).
    private static func identity(_ generator: inout SeededGenerator) -> String {
        let digits = Array(generator.hexadecimal(digits: 32))
        let variant = generator.pick("8", "9", "a", "b")
        let part = { (range: Range<Int>) in String(digits[range]) }
        return "\(part(0..<8))-\(part(8..<12))-4\(part(13..<16))-\(variant)\(part(17..<20))-\(part(20..<32))"
    }

    /// "vda1", "nvme0n1p1".
    func partition(_ number: Int) -> String { disk.hasSuffix("n1") ? "\(disk)p\(number)" : "\(disk)\(number)" }

    /// KiB of the root file system as `df` counts it: without swap and what ext4 keeps for itself.
    var rootKiB: Int { (diskMiB - swapMiB - 3) * 1024 / 1000 * 983 / 4 * 4 }
}
