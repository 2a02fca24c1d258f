/// The table `filter` of one family, as `iptables-save` prints it.
struct IptablesTable: Equatable {
    /// The rules of each chain, each as one line, in their order.
    private(set) var chains: [String: [String]] = [:]
    /// The chains that let packets through which no rule decides about.
    private(set) var accepting: Set<String> = []

    static let empty = IptablesTable(saved: "")

    /// Takes what it knows: lines of chains (`:INPUT ACCEPT [0:0]`) and of rules (`-A INPUT …`) of that table.
    init(saved: String) {
        var isFilter = true
        for line in saved.split(separator: "\n") {
            if line.hasPrefix("*") {
                isFilter = line == "*filter"
            } else if isFilter, line.hasPrefix(":"), let name = line.dropFirst().split(separator: " ").first {
                chains[String(name), default: []] += []
                if line.hasPrefix(":\(name) ACCEPT") { accepting.insert(String(name)) }
            } else if isFilter, line.hasPrefix("-A "), let name = line.dropFirst(3).split(separator: " ").first {
                chains[String(name), default: []].append(String(line))
            }
        }
    }

    /// Whether anything of ours is in it.
    var isOurs: Bool {
        chains[IpsetLayout.chain] != nil || chains[IpsetLayout.listed] != nil || !linesLeadingToUs.isEmpty
    }

    /// The rules of others' chains that lead into ours.
    var linesLeadingToUs: [String] {
        chains.filter { $0.key != IpsetLayout.chain && $0.key != IpsetLayout.listed }
            .sorted { $0.key < $1.key }
            .flatMap { $0.value.filter(Self.leadsToUs) }
    }

    /// The change that takes everything of ours away.
    var removal: String {
        var lines = ["*filter"] + linesLeadingToUs.map { "-D\($0.dropFirst(2))" }
        let ours = [IpsetLayout.chain, IpsetLayout.listed].filter { chains[$0] != nil }
        lines += ours.map { "-F \($0)" } + ours.map { "-X \($0)" }
        return (lines + ["COMMIT", ""]).joined(separator: "\n")
    }

    /// What follows `--comment` in a rule; "" when it has none.
    static func comment(of rule: String) -> String {
        guard let option = rule.firstRange(of: "--comment ") else { return "" }
        let rest = rule[option.upperBound...]
        guard rest.first == "\"" else { return String(rest.prefix { $0 != " " }) }
        return String(rest.dropFirst().prefix { $0 != "\"" })
    }

    private static func leadsToUs(_ rule: String) -> Bool {
        let words = rule.split(separator: " ")
        guard let flag = words.lastIndex(where: { $0 == "-j" || $0 == "-g" }), flag + 1 < words.count else {
            return false
        }
        return words[flag + 1] == IpsetLayout.chain || words[flag + 1] == IpsetLayout.listed
    }
}
