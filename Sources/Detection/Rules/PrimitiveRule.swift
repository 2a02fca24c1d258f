import ThreatModel

/// A primitive as a rule file gives it.
struct PrimitiveRule {
    let name: String
    let place: RuleNode
    let description: String
    /// Those of the file on which at least one target can occur.
    let protocols: AttackProtocolSet
    let targets: [EventTarget]
    let test: PrimitiveTest
    /// Of what it looks for, as it is written.
    let fingerprint: RuleFingerprint

    /// The keys that say what a primitive looks for. A behaviour may have them itself, instead of `when`.
    static let testKeys =
        ["event", "field", "at_least", "at_most", "case_sensitive", "form"] + Comparison.allCases.map(\.rawValue)

    /// How a pattern is held against a text.
    private enum Comparison: String, CaseIterable {
        case exact, contains, wildcard
    }

    init(
        name: String, at place: RuleNode, _ node: RuleNode, in protocols: AttackProtocolSet
    ) throws(DetectionError) {
        let fields = try node.fields("a primitive", accepted: ["about", "protocols"] + Self.testKeys)
        try self.init(
            name: name, at: place, about: try fields.required("about").text("'about'"), fields,
            in: try fields["protocols"].map(ProtocolSyntax.read) ?? protocols)
    }

    init(
        name: String, at place: RuleNode, about: String, _ fields: RuleFields, in protocols: AttackProtocolSet
    ) throws(DetectionError) {
        try RuleName.check(name, at: place)
        self.name = name
        self.place = place
        description = about
        targets = try Self.targets(fields, on: protocols)
        test = try Self.test(fields, of: targets, on: protocols)
        fingerprint = RuleFingerprint(fields, names: Self.testKeys)

        var possible = AttackProtocolSet()
        for target in targets {
            let here = protocols.members.filter { target.canOccur(on: $0) }
            guard !here.isEmpty else {
                throw place.error(
                    "'\(name)' can never occur: \(target.kind) events do not exist on "
                        + protocols.members.map(\.name).joined(separator: ", "))
            }
            for member in here { possible.formUnion(AttackProtocolSet(member)) }
        }
        self.protocols = possible
    }
}

// MARK: - Where it looks

extension PrimitiveRule {
    private static func targets(
        _ fields: RuleFields, on protocols: AttackProtocolSet
    ) throws(DetectionError) -> [EventTarget] {
        switch (fields["event"], fields["field"]) {
        case (let events?, nil):
            var targets: [EventTarget] = []
            for node in try events.texts("'event'") {
                targets.append(EventTarget(kind: try kind(node, try node.text("'event'")), field: nil))
            }
            return targets
        case (nil, let paths?):
            var targets: [EventTarget] = []
            for node in try paths.texts("'field'") { targets.append(try target(node, on: protocols)) }
            return targets
        case (_?, _?), (nil, nil):
            throw fields.owner.error("\(fields.what) needs one of 'event', 'field'")
        }
    }

    /// `kind.field`, such as `request.path`.
    static func target(_ node: RuleNode, on protocols: AttackProtocolSet) throws(DetectionError) -> EventTarget {
        let path = try node.text("'field'")
        let parts = path.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw node.error("'\(path)' must be an event's kind and a field of it, such as request.path")
        }
        let kind = try kind(node, String(parts[0]))
        let known = EventVocabulary.fields(of: kind, on: protocols)
        // Where there are no such events at all, that is what is wrong, and said of the whole primitive.
        guard known.isEmpty || known.contains(String(parts[1])) else {
            throw node.error("\(kind) events have no field '\(parts[1])'; accepted: \(known.joined(separator: ", "))")
        }
        return EventTarget(kind: kind, field: String(parts[1]))
    }

    private static func kind(_ node: RuleNode, _ name: String) throws(DetectionError) -> EventKind {
        guard let kind = EventKind(name: name) else {
            throw node.error("there is no kind of event '\(name)'; accepted: \(EventKind.acceptedNames)")
        }
        return kind
    }
}

// MARK: - What it looks for

extension PrimitiveRule {
    private static func test(
        _ fields: RuleFields, of targets: [EventTarget], on protocols: AttackProtocolSet
    ) throws(DetectionError) -> PrimitiveTest {
        let comparisons = Comparison.allCases.filter { fields[$0.rawValue] != nil }
        let isNumber = fields["at_least"] != nil || fields["at_most"] != nil
        let isShaped = fields["case_sensitive"] != nil || fields["form"] != nil
        if fields["event"] != nil {
            guard comparisons.isEmpty, !isNumber, !isShaped else {
                throw fields.owner.error("'event' stands alone; to look into an event, give 'field'")
            }
            return .occurs
        }
        if isNumber, comparisons.isEmpty, !isShaped { return .number(try range(fields)) }
        guard !isNumber, comparisons.count == 1, let comparison = comparisons.first,
            let patterns = fields[comparison.rawValue]
        else {
            throw fields.owner.error(
                "\(fields.what) needs exactly one of 'exact', 'contains', 'wildcard', or the numbers 'at_least' and "
                    + "'at_most'")
        }
        return .text(
            try globs(patterns, comparison),
            isCaseSensitive: try fields["case_sensitive"]?.flag("'case_sensitive'") ?? false,
            form: try form(fields["form"], of: targets, on: protocols))
    }

    private static func range(_ fields: RuleFields) throws(DetectionError) -> ClosedRange<UInt64> {
        let most = Int.max
        let least = try fields["at_least"]?.integer("'at_least'", in: 0...most) ?? 0
        let limit = try fields["at_most"]?.integer("'at_most'", in: 0...most)
        guard least <= limit ?? most else { throw fields.owner.error("'at_least' must not be above 'at_most'") }
        return UInt64(least)...(limit.map(UInt64.init) ?? .max)
    }

    private static func globs(_ patterns: RuleNode, _ comparison: Comparison) throws(DetectionError) -> [Glob] {
        let nodes = try patterns.texts("'\(comparison.rawValue)'")
        guard nodes.count <= RuleLimits.patternsOfOnePrimitive else {
            throw patterns.error("a primitive may have at most \(RuleLimits.patternsOfOnePrimitive) patterns")
        }
        var globs: [Glob] = []
        for node in nodes { globs.append(try glob(node, comparison)) }
        return globs
    }

    private static func glob(_ node: RuleNode, _ comparison: Comparison) throws(DetectionError) -> Glob {
        guard let text = node.scalar, text.utf8.count <= RuleLimits.patternBytes else {
            throw node.error("a pattern must be text of at most \(RuleLimits.patternBytes) bytes")
        }
        switch comparison {
        case .exact:
            return Glob(exactly: text)
        case .contains:
            guard let glob = Glob(containing: text) else { throw node.error("'contains' needs some text") }
            return glob
        case .wildcard:
            guard let glob = Glob(wildcard: text) else {
                throw node.error(
                    "'\(text)' has nothing to search for: every part between two '*' needs a character that is no '?', "
                        + "and a backslash needs one of * ? \\ after it")
            }
            return glob
        }
    }

    /// Unless it says otherwise, a primitive looks at both forms wherever there are two.
    private static func form(
        _ node: RuleNode?, of targets: [EventTarget], on protocols: AttackProtocolSet
    ) throws(DetectionError) -> TextForm {
        guard let node else { return .both }
        let names = TextForm.allCases.map(\.rawValue).joined(separator: ", ")
        guard let form = node.scalar.flatMap(TextForm.init) else { throw node.error("'form' must be one of \(names)") }
        for target in targets {
            guard form == .raw || protocols.members.contains(where: { target.normalForm(on: $0) != nil })
            else { throw node.error("\(target.kind).\(target.field ?? "") has only its raw form") }
        }
        return form
    }
}
