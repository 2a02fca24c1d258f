import Firewall
import Netlink

/// Who else filters packets, and what that means in the order in which packets meet them.
enum PathExamination {
    static let subject = "order"

    /// - Parameter backend: of the guard that runs, or would.
    static func findings(_ path: PacketPath, backend: String?) -> [DoctorFinding] {
        let own = path.own ?? NftablesOverview.Hook(.prerouting, -150)
        var findings: [DoctorFinding] = []
        if path.own != nil { findings.append(.good(subject, "the guard looks at packets in \(text(own))")) }
        for neighbour in path.neighbours { findings.append(finding(neighbour, own, backend)) }
        if path.neighbours.isEmpty { findings.append(.good(subject, "nobody else filters packets here")) }
        return findings
    }

    private static func finding(
        _ neighbour: PacketPath.Neighbour, _ own: NftablesOverview.Hook, _ backend: String?
    ) -> DoctorFinding {
        let owners = neighbour.owners.isEmpty ? "" : " (\(neighbour.owners.joined(separator: ", ")))"
        let name = neighbour.name + owners
        guard !neighbour.hooks.isEmpty else {
            let isPerhapsOurs = backend == "xdp" && neighbour.name.hasPrefix("an XDP")
            let doubt = isPerhapsOurs ? ", unless it is the guard's own" : ""
            return .note(
                subject, "\(name) sees packets before the guard\(doubt)",
                why: "what it drops the guard neither counts nor reports, and what it redirects the guard cannot drop",
                remedy: "nothing, if it is meant so; 'bpftool net' and 'tc filter show' say whose it is")
        }
        let before = neighbour.hooks.filter { precedes($0, own) }
        guard !before.isEmpty else {
            return .good(subject, "\(name) comes after the guard: \(text(neighbour.hooks))")
        }
        return .note(
            subject, "\(name) comes before the guard: \(text(before))",
            why: "what it drops the guard neither counts nor reports; what it lets through, the guard drops anyway",
            remedy: "nothing, if it is meant so; for the guard to see all, let it drop later than in \(text(own))")
    }

    /// At the same place, whoever was there first is asked first, which nobody can tell; it makes no difference to what is
    /// dropped.
    private static func precedes(_ hook: NftablesOverview.Hook, _ own: NftablesOverview.Hook) -> Bool {
        // Whoever is forwarded to is not input for, and the other way round.
        if own.place >= .input, hook.place >= .input { return hook.priority < own.priority }
        return (hook.place, hook.priority) < (own.place, own.priority)
    }

    private static func text(_ hooks: [NftablesOverview.Hook]) -> String {
        var texts: [String] = []
        for hook in hooks where !texts.contains(text(hook)) { texts.append(text(hook)) }
        return texts.joined(separator: ", ")
    }

    private static func text(_ hook: NftablesOverview.Hook) -> String { "\(hook.place) at priority \(hook.priority)" }
}
