import Settings
import ThreatModel

extension SettingType where Value == [Tier] {
    static var mostTiers: Int { 100 }

    /// The whole table of tiers. The operator's own stays where the table does not name it, because their own machines
    /// live on it. A field that is left out of a tier is what it is in the default tier of that name; another tier must
    /// say everything.
    static var tiers: Self {
        SettingType(
            accepted: "a list of tiers", valueName: "tiers", shape: .table,
            fields: TierField.allCases.map {
                SettingField(name: $0.rawValue, meaning: "\($0.meaning); \($0.accepted)")
            },
            read: { (node) throws(SettingRefusal) in try tiers(node) },
            write: { tiers in
                SettingNode(
                    content: .list(
                        tiers.map { tier in
                            SettingNode(
                                content: .map(
                                    TierField.allCases.map {
                                        SettingNode.Entry(name: $0.rawValue, value: .text($0.text(of: tier)))
                                    }))
                        }))
            })
    }

    private static func tiers(_ node: SettingNode) throws(SettingRefusal) -> [Tier] {
        guard case .list(let nodes) = node.content, (1...mostTiers).contains(nodes.count) else {
            throw SettingRefusal(line: node.line, sentence: "takes a list of 1 to \(mostTiers) tiers, each with its id")
        }
        var tiers: [Tier] = []
        for node in nodes {
            let tier = try tier(node)
            guard !tiers.contains(where: { $0.id == tier.id }) else {
                throw SettingRefusal(line: node.line, sentence: "has two tiers with the id '\(tier.id)'")
            }
            tiers.append(tier)
        }
        let own = Tier.defaults.filter { tier in
            tier.id == Tier.operatorID && !tiers.contains { $0.id == tier.id }
        }
        return tiers + own
    }

    private static func tier(_ node: SettingNode) throws(SettingRefusal) -> Tier {
        guard case .map(let entries) = node.content else {
            throw SettingRefusal(line: node.line, sentence: "takes tiers written like 'id: free', field by field")
        }
        var missing = TierField.allCases
        var tier = Tier(id: "", name: "", lookups: nil, reports: nil, blacklist: nil, taxii: nil)
        // The id says which default the rest begins with.
        let id = entries.first { $0.name == TierField.id.rawValue }?.value.summary ?? ""
        if let known = Tier.defaults.first(where: { $0.id == id }) {
            tier = known
            missing = [.id]
        }
        for entry in entries {
            guard let field = TierField(rawValue: entry.name) else {
                let names = TierField.allCases.map(\.rawValue)
                let hint = NearestName.hint(for: entry.name, among: names)
                throw SettingRefusal(
                    line: entry.line,
                    sentence:
                        "has no field '\(entry.name)' in a tier\(hint); there are \(names.joined(separator: ", "))")
            }
            guard case .text(let text) = entry.value.content, field.read(text, into: &tier) else {
                let written = entry.value.summary.prefix(mostRepeated)
                throw SettingRefusal(
                    line: entry.value.line ?? entry.line,
                    sentence: "takes \(field.accepted) as '\(field.rawValue)' of tier '\(id)', not '\(written)'")
            }
            missing.removeAll { $0 == field }
        }
        if let first = missing.first {
            let owner = id.isEmpty ? "a tier" : "tier '\(id)'"
            throw SettingRefusal(line: node.line, sentence: "needs '\(first.rawValue)' in \(owner): \(first.accepted)")
        }
        return tier
    }
}
