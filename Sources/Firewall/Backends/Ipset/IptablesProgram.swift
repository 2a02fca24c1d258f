import Glibc
package import Netlink

/// `iptables-save` and `iptables-restore`, or those of IPv6: the one thing of this backend that other programs do, since the
/// older of the two kernel interfaces behind them has no sane way to change one rule. Started directly, without a shell,
/// from folders that only root writes to, with an environment of their own.
package struct IptablesProgram: Equatable, Sendable {
    /// Which of the kernel's two interfaces the program uses. Packets meet the rules of both.
    package enum Flavour: String, Sendable {
        /// nf_tables, and its announcements of changes.
        case nft
        /// The one of before 2014, which announces nothing.
        case legacy
    }

    package let family: IpsetFamily
    package let flavour: Flavour
    private let savePath: String
    private let restorePath: String

    private static let folders = ["/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/bin", "/bin"]
    private static let timeLimit = Duration.seconds(20)
    /// The rules of the largest hosts are a few megabytes.
    private static let outputLimit = 64 << 20

    /// The one that other programs on this host use too, or that of a flavour.
    package static func installed(
        _ family: IpsetFamily, _ flavour: Flavour? = nil
    ) throws(FirewallError) -> Self {
        let name = family.command + (flavour.map { "-\($0)" } ?? "")
        guard let program = try named(name, family) else {
            throw .program("\(name)-restore is not installed: install the package iptables")
        }
        return program
    }

    /// All of them: where rules of ours may have been left.
    package static func all(_ family: IpsetFamily) throws(FirewallError) -> [Self] {
        var programs: [Self] = []
        for name in [family.command, "\(family.command)-nft", "\(family.command)-legacy"] {
            guard let program = try named(name, family), !programs.contains(where: { $0.flavour == program.flavour })
            else { continue }
            programs.append(program)
        }
        return programs
    }

    /// What is in the table `filter`.
    func table() throws(FirewallError) -> IptablesTable {
        // Asking would make the table, where there is none.
        guard flavour == .nft || hasLegacyTable else { return .empty }
        return IptablesTable(saved: try Self.run([savePath, "-t", "filter"], input: ""))
    }

    /// Does all of these lines, or nothing.
    ///
    /// - Parameter isTrial: whether it is undone.
    func restore(_ lines: String, isTrial: Bool = false) throws(FirewallError) {
        let options = ["--noflush", "-w", "5"] + (isTrial ? ["--test"] : [])
        _ = try Self.run([restorePath] + options, input: lines)
    }

    /// Whether the older interface has the table already.
    var hasLegacyTable: Bool { LegacyTableHooks.tables(family).contains("filter") }

    private static func named(_ name: String, _ family: IpsetFamily) throws(FirewallError) -> Self? {
        for folder in folders {
            let restore = "\(folder)/\(name)-restore"
            let save = "\(folder)/\(name)-save"
            guard access(restore, X_OK) == 0, access(save, X_OK) == 0 else { continue }
            // "iptables-restore v1.8.9 (nf_tables)"; before 1.8 there was one flavour, and no need to name it.
            let version = try run([restore, "--version"], input: "")
            let flavour: Flavour = version.contains("(nf_tables)") ? .nft : .legacy
            return Self(family: family, flavour: flavour, savePath: save, restorePath: restore)
        }
        return nil
    }

    /// Runs a program to its end. Returns what it printed; throws what it complained about when it failed.
    private static func run(_ words: [String], input: String) throws(FirewallError) -> String {
        let name = words[0].split(separator: "/").last.map(String.init) ?? words[0]
        let run = try ProgramRun(words, input: input)
        guard let result = run.result(within: timeLimit, outputLimit: outputLimit) else {
            throw .program("\(name) did not come to an end within \(timeLimit), or printed without end")
        }
        if result.status == 0 { return result.output }
        let complaint = result.errors.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "; ")
        if complaint.contains("Permission denied") || complaint.contains("Operation not permitted") {
            throw .notPermitted
        }
        throw .program("\(name) ended with \(result.status): \(complaint.prefix(500))")
    }
}

extension IpsetFamily {
    var command: String {
        switch self {
        case .v4: "iptables"
        case .v6: "ip6tables"
        }
    }
}
