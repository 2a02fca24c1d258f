/// What a server's kernel says of its processors and of itself.
struct ServerProcessor {
    private let host: ServerHost
    private let hardware: ServerHardware

    init(_ host: ServerHost, _ hardware: ServerHardware) {
        self.host = host
        self.hardware = hardware
    }

    /// The whole of /proc/version without its end of line: every Debian kernel of the release has the same builder.
    static func banner(_ system: ServerSystem) -> String {
        "Linux version \(system.kernelRelease) (debian-kernel@lists.debian.org) (gcc-10 (Debian 10.2.1-6) 10.2.1 20210110, GNU ld (GNU Binutils for Debian) 2.35.2) \(system.kernelVersion)"
    }

    private struct Model {
        var vendor: String
        var family: Int
        var model: Int
        var stepping: Int
        var microcode: String
        var cacheKiB: Int
        var flags: String
        var bugs: String
        var addresses: String
    }

    private static let common =
        "fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush"

    private var model: Model {
        let isGuest = hardware.platform != .metal
        let guest = isGuest ? " hypervisor" : ""
        if host.processor.hasPrefix("AMD") {
            return Model(
                vendor: "AuthenticAMD", family: 23, model: host.processor.contains("Ryzen") ? 113 : 49, stepping: 0,
                microcode: "0x8301055", cacheKiB: 512,
                flags:
                    "\(Self.common) mmx fxsr sse sse2 ht syscall nx mmxext fxsr_opt pdpe1gb rdtscp lm constant_tsc rep_good nopl nonstop_tsc cpuid extd_apicid tsc_known_freq pni pclmulqdq ssse3 fma cx16 sse4_1 sse4_2 x2apic movbe popcnt tsc_deadline_timer aes xsave avx f16c rdrand\(guest) lahf_lm cmp_legacy svm cr8_legacy abm sse4a misalignsse 3dnowprefetch osvw topoext perfctr_core ssbd ibrs ibpb stibp vmmcall fsgsbase tsc_adjust bmi1 avx2 smep bmi2 rdseed adx smap clflushopt clwb sha_ni xsaveopt xsavec xgetbv1 xsaves clzero xsaveerptr arat npt nrip_save umip rdpid",
                bugs: "sysret_ss_attrs spectre_v1 spectre_v2 spec_store_bypass retbleed",
                addresses: isGuest ? "40 bits physical, 48 bits virtual" : "43 bits physical, 48 bits virtual")
        }
        let numbers =
            host.processor.contains("E5-26")
            ? (79, 1, "0xb000040", 20_480)
            : host.processor.contains("E-2136") || host.processor.contains("i7-8700")
                ? (158, 10, "0xf0", 12_288)
                : host.processor.contains("4210") ? (85, 7, "0x5003302", 14_080) : (85, 4, "0x2006d05", 25_344)
        return Model(
            vendor: "GenuineIntel", family: 6, model: numbers.0, stepping: numbers.1,
            microcode: isGuest ? "0x1" : numbers.2,
            cacheKiB: isGuest && hardware.platform == .kvm ? 16_384 : numbers.3,
            flags:
                "\(Self.common)\(isGuest ? "" : " dts acpi") mmx fxsr sse sse2 ss ht\(isGuest ? "" : " tm pbe") syscall nx pdpe1gb rdtscp lm constant_tsc arch_perfmon rep_good nopl xtopology\(isGuest ? "" : " nonstop_tsc") cpuid tsc_known_freq pni pclmulqdq vmx ssse3 fma cx16 pcid sse4_1 sse4_2 x2apic movbe popcnt tsc_deadline_timer aes xsave avx f16c rdrand\(guest) lahf_lm abm 3dnowprefetch cpuid_fault invpcid_single pti ssbd ibrs ibpb stibp tpr_shadow vnmi flexpriority ept vpid ept_ad fsgsbase tsc_adjust bmi1 avx2 smep bmi2 erms invpcid rdseed adx smap xsaveopt arat umip md_clear",
            bugs: "cpu_meltdown spectre_v1 spectre_v2 spec_store_bypass l1tf mds swapgs itlb_multihit mmio_stale_data",
            addresses: isGuest ? "40 bits physical, 48 bits virtual" : "46 bits physical, 48 bits virtual")
    }

    /// /proc/cpuinfo, in the form of arch/x86/kernel/cpu/proc.c.
    var text: String {
        let model = model
        let isIntel = model.vendor == "GenuineIntel"
        let clock = { (kilohertz: Int) in
            let fraction = kilohertz % 1000
            return "\(kilohertz / 1000).\(fraction < 10 ? "00" : fraction < 100 ? "0" : "")\(fraction)"
        }
        let speed = hardware.bogoMIPSTimesHundred
        // Each processor of a guest is a socket of its own on many hosts; of a machine, two of them are one core.
        let isMetal = hardware.platform == .metal && host.cores > 1
        var text = ""
        for number in 0..<host.cores {
            let place =
                isMetal
                ? "physical id\t: 0\nsiblings\t: \(host.cores)\ncore id\t\t: \(number % (host.cores / 2))\ncpu cores\t: \(host.cores / 2)"
                : "physical id\t: \(number)\nsiblings\t: 1\ncore id\t\t: 0\ncpu cores\t: 1"
            text +=
                "processor\t: \(number)\nvendor_id\t: \(model.vendor)\ncpu family\t: \(model.family)\nmodel\t\t: \(model.model)\nmodel name\t: \(host.processor)\nstepping\t: \(model.stepping)\nmicrocode\t: \(model.microcode)\ncpu MHz\t\t: \(clock(hardware.kilohertz))\ncache size\t: \(model.cacheKiB) KB\n\(place)\napicid\t\t: \(number)\ninitial apicid\t: \(number)\nfpu\t\t: yes\nfpu_exception\t: yes\ncpuid level\t: \(isIntel ? 13 : 16)\nwp\t\t: yes\nflags\t\t: \(model.flags)\n"
            if isIntel {
                text +=
                    "vmx flags\t: vnmi preemption_timer invvpid ept_x_only ept_ad flexpriority tsc_offset vtpr mtf vapic ept vpid unrestricted_guest shadow_vmcs pml\n"
            }
            text +=
                "bugs\t\t: \(model.bugs)\nbogomips\t: \(speed / 100).\(CivilTime.two(speed % 100))\n\(isIntel ? "" : "TLB size\t: 1024 4K pages\n")clflush size\t: 64\ncache_alignment\t: 64\naddress sizes\t: \(model.addresses)\npower management:\n\n"
        }
        return text
    }

    /// /proc/modules: name, size, uses, users, state, address.
    static func modules(_ hardware: ServerHardware) -> String {
        let driver =
            switch hardware.platform {
            case .kvm:
                [
                    ("virtio_net", 61_440, 0), ("net_failover", 24_576, 1), ("failover", 16_384, 1),
                    ("virtio_blk", 20_480, 2), ("virtio_pci", 28_672, 0), ("virtio_ring", 40_960, 3),
                    ("virtio", 16_384, 3), ("qemu_fw_cfg", 20_480, 0),
                ]
            case .vmware:
                [
                    ("vmxnet3", 69_632, 0), ("vmw_pvscsi", 28_672, 2), ("vmwgfx", 372_736, 1),
                    ("vmw_balloon", 24_576, 0), ("vmw_vmci", 86_016, 1),
                ]
            case .metal:
                [
                    ("igb", 266_240, 0), ("ahci", 40_960, 2), ("ixgbe", 380_928, 0), ("ipmi_si", 73_728, 1),
                    ("acpi_power_meter", 20_480, 0), ("coretemp", 20_480, 0),
                ]
            }
        let shared = [
            ("nft_counter", 16_384, 0), ("nf_tables", 253_952, 1), ("nfnetlink", 16_384, 1),
            ("intel_rapl_msr", 20_480, 0), ("intel_rapl_common", 28_672, 1), ("ghash_clmulni_intel", 16_384, 0),
            ("aesni_intel", 368_640, 0), ("crypto_simd", 16_384, 1), ("cryptd", 24_576, 2), ("glue_helper", 16_384, 1),
            ("serio_raw", 20_480, 0), ("pcspkr", 16_384, 0), ("evdev", 28_672, 2), ("sg", 36_864, 0),
            ("button", 24_576, 0), ("fuse", 167_936, 1), ("configfs", 57_344, 1), ("ip_tables", 32_768, 0),
            ("x_tables", 53_248, 1), ("autofs4", 53_248, 2), ("ext4", 921_600, 1), ("crc16", 16_384, 1),
            ("mbcache", 16_384, 1), ("jbd2", 151_552, 1), ("crc32c_generic", 16_384, 0), ("crc32c_intel", 24_576, 3),
            ("i2c_piix4", 28_672, 0), ("floppy", 90_112, 0),
        ]
        return (driver + shared).map { "\($0.0) \($0.1) \($0.2) - Live 0x0000000000000000\n" }.joined()
    }
}
