import CNetfilter

/// Privileges of a thread, or of the programs that it starts (capabilities(7)).
package struct Capabilities: OptionSet, Hashable, Sendable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }

    private init(number: Int32) { self.init(rawValue: 1 << UInt64(number)) }

    /// To change the firewall, and to read it.
    package static let networkAdministration = Self(number: CAP_NET_ADMIN)
    /// To open raw sockets, which is how older iptables speak to the kernel.
    package static let rawSockets = Self(number: CAP_NET_RAW)
    /// To listen on ports below 1024.
    package static let lowPorts = Self(number: CAP_NET_BIND_SERVICE)
    /// To load BPF programs.
    package static let bpf = Self(number: CAP_BPF)
    /// To load those that compute where in a packet they look.
    package static let performanceMonitoring = Self(number: CAP_PERFMON)
    /// To read files of others.
    package static let readingAnything = Self(number: CAP_DAC_READ_SEARCH)
    /// To read and write files of others.
    package static let writingAnything = Self(number: CAP_DAC_OVERRIDE)

    /// Takes capabilities away from what programs may ever have.
    static let changingPrivileges = Self(number: CAP_SETPCAP)

    /// One for each that is there.
    var each: [Capabilities] { (0..<64).map { Self(rawValue: 1 << $0) }.filter { contains($0) } }

    var number: UInt { UInt(rawValue.trailingZeroBitCount) }
}
