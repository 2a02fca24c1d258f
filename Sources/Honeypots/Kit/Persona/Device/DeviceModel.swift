/// A kind of embedded device that exists in large numbers, as its firmware shows itself. What single units differ in
/// (addresses, dates, names, uptime) is drawn for each persona from the choices a model leaves.
package struct DeviceModel: Hashable, Sendable {
    /// What it is, for our own documentation and tests: "video recorder".
    package let name: String
    package let architecture: DeviceArchitecture
    /// Vendor halves of its Ethernet addresses (IEEE MA-L).
    let vendors: [UInt32]
    /// The value of `system type` or `Hardware` in /proc/cpuinfo.
    let chips: [String]
    /// The value of `cpu model`, `Processor` or `model name` there.
    let processor: String
    let cores: [Int]
    /// MemTotal of /proc/meminfo, what the kernel leaves of the chip's memory.
    let memoryKiB: [Int]
    /// `uname -r`.
    let kernelReleases: [String]
    /// What stands between `#N` and the date in `uname -v`: "", "PREEMPT", "SMP".
    let kernelFlavour: String
    /// The compiler in /proc/version.
    let compilers: [String]
    let busyboxVersions: [String]
    /// Years in which its firmware was built.
    let firmwareYears: ClosedRange<Int>
    let hostnames: Hostnames
    let telnet: TelnetDress
    /// Accounts beside root, all of them with user id 0 as such firmware has them.
    let accounts: [String]
    /// The device's place in its own network.
    let lanAddresses: [String]
    let lanInterface: String
    /// The interface to the outside, where it routes.
    let wanInterface: String?
    let mounts: [DeviceMount]
    /// Flash partitions in order: name and size in KiB.
    let partitions: [(name: String, sizeKiB: Int)]
    /// What runs on it besides the kernel's threads and BusyBox: command lines.
    let services: [String]
    /// Folder of the maker's own programs.
    let vendorFolder: String

    package enum Hostnames: Hashable, Sendable {
        /// The kernel's own default, which firmware that sets none shows.
        case unset
        case oneOf([String])
        /// A prefix and digits of the hardware address.
        case serial([String])
    }

    package static func == (a: Self, b: Self) -> Bool { a.name == b.name }
    package func hash(into hasher: inout Hasher) { hasher.combine(name) }

    package static let all: [Self] = [
        videoRecorder, ipCamera, homeRouter, dslModem, fibreTerminal, setTopBox,
    ]
}
