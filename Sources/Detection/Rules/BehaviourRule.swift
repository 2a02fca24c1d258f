import ThreatModel

/// A behaviour as a rule file gives it, its condition still by names.
struct BehaviourRule {
    let name: String
    let place: RuleNode
    let title: String
    let description: String
    let severity: Severity
    let attack: [String]
    let references: [String]
    let condition: RuleNode
    /// Of a behaviour across the sessions of an address: its window in milliseconds. `nil`: one session shows it.
    let window: UInt32?
    /// Set when the behaviour says itself what to look for instead of naming primitives.
    let ownPrimitive: PrimitiveRule?
    let examples: [BehaviourExample]
    let nearMisses: [BehaviourExample]

    init(
        name: String, at place: RuleNode, _ node: RuleNode, in protocols: AttackProtocolSet
    ) throws(DetectionError) {
        let accepted = [
            "title", "description", "severity", "attack", "references", "protocols", "across", "within", "when",
            "examples", "near_misses",
        ]
        let fields = try node.fields("a behaviour", accepted: accepted + PrimitiveRule.testKeys)
        try RuleName.check(name, at: place)
        self.name = name
        self.place = place
        title = try fields.required("title").text("'title'")
        description = try fields["description"]?.text("'description'") ?? title
        severity = try Self.severity(try fields.required("severity"))
        attack = try Self.techniques(try fields.required("attack"))
        references = try Self.addresses(fields["references"])
        window = try Self.window(fields)

        let protocols = try fields["protocols"].map(ProtocolSyntax.read) ?? protocols
        let testKeys = PrimitiveRule.testKeys.filter { fields[$0] != nil }
        if let condition = fields["when"] {
            guard testKeys.isEmpty else {
                throw condition.error("a behaviour has either 'when' or '\(testKeys[0])', not both")
            }
            self.condition = condition
            ownPrimitive = nil
        } else if testKeys.isEmpty {
            throw node.error("a behaviour needs 'when', or 'event' or 'field' with what to look for")
        } else {
            condition = place
            ownPrimitive = try PrimitiveRule(name: name, at: place, about: title, fields, in: protocols)
        }

        if window != nil, ownPrimitive != nil {
            throw place.error("a behaviour across sessions needs 'when'")
        }
        let syntax = ExampleSyntax(protocols: protocols, isAcrossSessions: window != nil)
        examples = try syntax.read(try fields.required("examples"))
        nearMisses = try syntax.read(try fields.required("near_misses"))
    }

    private static func window(_ fields: RuleFields) throws(DetectionError) -> UInt32? {
        guard let scope = fields["across"], scope.scalar != "session" else {
            if let window = fields["within"] { throw window.error("'within' needs 'across: address' beside it") }
            return nil
        }
        guard scope.scalar == "address" else { throw scope.error("'across' must be session or address") }
        return try fields.required("within").milliseconds("'within'")
    }

    private static func severity(_ node: RuleNode) throws(DetectionError) -> Severity {
        let name = try node.text("'severity'")
        guard let severity = Severity(name: name) else {
            throw node.error("there is no severity '\(name)'; accepted: \(Severity.acceptedNames)")
        }
        return severity
    }

    /// ATT&CK ids: `T` and four digits, then perhaps a dot and three.
    private static func techniques(_ node: RuleNode) throws(DetectionError) -> [String] {
        var techniques: [String] = []
        for entry in try node.texts("'attack'") {
            let id = try entry.text("an ATT&CK technique")
            let parts = id.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
            let isDigits = parts.allSatisfy {
                $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            }
            let lengths = parts.map(\.utf8.count)
            guard id.utf8.first == UInt8(ascii: "T"), isDigits, lengths == [4] || lengths == [4, 3] else {
                throw entry.error("'\(id)' is no ATT&CK technique; accepted: T1234 or T1234.001")
            }
            guard !AttackTechnique.tactics(of: id).isEmpty else {
                throw entry.error("ATT&CK has no technique '\(id)'; accepted: those of https://attack.mitre.org")
            }
            techniques.append(id)
        }
        return techniques
    }

    private static func addresses(_ node: RuleNode?) throws(DetectionError) -> [String] {
        guard let node else { return [] }
        var addresses: [String] = []
        for entry in try node.texts("'references'") {
            let address = try entry.text("a reference")
            guard address.hasPrefix("https://"), !address.contains(where: \.isWhitespace) else {
                throw entry.error("'\(address)' must be an address that begins with https://")
            }
            addresses.append(address)
        }
        return addresses
    }
}
