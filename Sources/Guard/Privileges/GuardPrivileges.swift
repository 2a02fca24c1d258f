import Glibc
import Netlink
package import Settings

/// What of its privileges a guard keeps. It is started as root by hand, and needs little of what that means.
package struct GuardPrivileges: Equatable, Sendable {
    var kept: Capabilities
    /// What of it goes on to programs that the guard starts: `iptables`, and no other.
    var programs: Capabilities

    /// - Parameter hasNftables: whether the kernel has nf_tables; without it `auto` means ipset.
    init(_ backend: BackendChoice, hasNftables: @autoclosure () -> Bool) {
        let usesPrograms =
            switch backend {
            case .auto: !hasNftables()
            case .ipset: true
            case .nftables, .xdp, .dryRun: false
            }
        kept = .networkAdministration
        // An iptables of before nf_tables opens a raw socket.
        if usesPrograms { kept.insert(.rawSockets) }
        programs = usesPrograms ? kept : []
        if backend == .xdp { kept.formUnion([.bpf, .performanceMonitoring]) }
    }

    /// Gives up what a guard with these settings does not need. To be called before there is a second thread.
    ///
    /// Files are nobody's secret from root, who owns the data folder as a rule. Where it is somebody else's, or a file in the
    /// settings is, the privilege to use it stays.
    ///
    /// - Parameters:
    ///   - read: reads the settings.
    ///   - hasCompany: a server and a sensor run in the same process, with files and ports of their own.
    /// - Throws: where the kernel refuses; then nothing, or not everything, is given up.
    package static func confine(
        hasCompany: Bool = false, _ read: () -> EffectiveSettings<GuardConfiguration>
    ) throws(GuardError) {
        do throws(NetlinkError) {
            try confine(hasCompany, read)
        } catch {
            throw .host(error)
        }
    }

    private static func confine(
        _ hasCompany: Bool, _ read: () -> EffectiveSettings<GuardConfiguration>
    ) throws(NetlinkError) {
        let before = read()
        let settings = before.settings
        var privileges = Self(settings.backend, hasNftables: hasNftables)
        if hasCompany { privileges.kept.formUnion([.lowPorts, .writingAnything]) }
        try ThreadPrivileges.use(privileges.kept)
        if !isUsable(settings.dataFolder) {
            privileges.kept.insert(.writingAnything)
        } else if read().faults.count > before.faults.count || settings.readFiles.contains(where: isForbidden) {
            privileges.kept.insert(.readingAnything)
        }
        try ThreadPrivileges.use(Capabilities(rawValue: .max))
        try ThreadPrivileges.keep(privileges.kept, programs: privileges.programs)
    }

    private static var hasNftables: Bool {
        do throws(NetlinkError) {
            var connection = try NftablesConnection()
            _ = try connection.generation()
            return true
        } catch {
            return false
        }
    }

    /// Whether the folder, or the nearest one above it that is there, can be written.
    private static func isUsable(_ folder: String) -> Bool {
        may(MachineFacts.existing(folder), R_OK | W_OK | X_OK)
    }

    private static func isForbidden(_ file: String) -> Bool { !may(file, R_OK) && errno == EACCES }

    /// Asked for the capabilities in force, which access(2) takes no notice of.
    private static func may(_ path: String, _ mode: Int32) -> Bool { faccessat(AT_FDCWD, path, mode, AT_EACCESS) == 0 }
}
