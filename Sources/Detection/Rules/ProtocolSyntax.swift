import ThreatModel

/// `protocols: [ssh, telnet]`, or `all`.
enum ProtocolSyntax {
    static func read(_ node: RuleNode) throws(DetectionError) -> AttackProtocolSet {
        if node.scalar == "all" { return .all }
        var set = AttackProtocolSet()
        for entry in try node.texts("'protocols'") {
            let name = try entry.text("a protocol")
            guard let member = AttackProtocol(name: name) else {
                throw entry.error("there is no protocol '\(name)'; accepted: all, \(AttackProtocol.acceptedNames)")
            }
            set.formUnion(AttackProtocolSet(member))
        }
        return set
    }
}

extension AttackProtocolSet {
    static let all = AttackProtocol.allCases.reduce(into: AttackProtocolSet()) { $0.formUnion(AttackProtocolSet($1)) }
}
