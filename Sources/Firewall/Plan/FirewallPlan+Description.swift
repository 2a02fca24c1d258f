extension FirewallPlan: CustomStringConvertible {
    /// What would be done, a line for each step.
    package var description: String {
        if isEmpty { return "nothing to do" }
        var lines: [String] = []
        switch extent {
        case .update: break
        case .rebuild(let reason): lines.append("build everything anew: \(reason)")
        }
        for list in FirewallList.allCases where changes[list] != .keep {
            lines.append("\(list.title): \(changes[list])")
        }
        if changesPolicy { lines.append("packets from listed addresses: \(stamp.policy)") }
        lines.append("mark it as generation \(stamp.generation), fingerprint \(stamp.fingerprint)")
        return lines.joined(separator: "\n")
    }
}

extension FirewallList {
    /// For people.
    package var title: String {
        switch self {
        case .blocked4: "blocked IPv4 addresses"
        case .blocked6: "blocked IPv6 addresses"
        case .networks4: "blocked IPv4 networks"
        case .networks6: "blocked IPv6 networks"
        case .allowed4: "allowed IPv4 networks"
        case .allowed6: "allowed IPv6 networks"
        }
    }
}

extension FirewallPolicy: CustomStringConvertible {
    /// Such as "drop, log to group 7064 up to 5000 a second".
    package var description: String {
        let verdict =
            switch mode {
            case .drop: "drop"
            case .logOnly: "let through"
            }
        let choices = (isFloodMode ? ", before connection tracking" : "") + (blocksOutbound ? ", outbound too" : "")
        guard let logging else { return "\(verdict), do not log\(choices)" }
        let rate = logging.packetsPerSecond.map { " up to \($0) a second" } ?? ""
        return "\(verdict), log to group \(logging.group)\(rate)\(choices)"
    }
}
