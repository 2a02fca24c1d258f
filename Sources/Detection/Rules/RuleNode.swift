import Yams

/// A place in a rule file: a YAML node that knows its file, and asks for what it needs in sentences.
struct RuleNode {
    let node: Node
    let file: String

    var line: Int { node.mark?.line ?? 1 }

    func error(_ problem: String) -> DetectionError { DetectionError(file: file, line: line, problem: problem) }

    /// The node's scalar text as it is written; `nil` for lists and mappings.
    var scalar: String? { node.scalar?.string }

    var isMapping: Bool { node.mapping != nil }

    /// Whether this is a mapping with that name in it.
    func has(_ name: String) -> Bool { node.mapping?.contains { $0.key.scalar?.string == name } ?? false }

    /// What a mapping has under that name.
    func value(_ name: String) -> RuleNode? {
        node.mapping?.first { $0.key.scalar?.string == name }.map { RuleNode(node: $0.value, file: file) }
    }

    /// All texts in it, however deep, except the names of mappings.
    var scalars: [String] {
        var texts: [String] = []
        var rest = [node]
        while let node = rest.popLast() {
            if let scalar = node.scalar { texts.append(scalar.string) }
            rest += node.sequence ?? []
            rest += node.mapping?.map(\.value) ?? []
        }
        return texts
    }

    func text(_ what: String) throws(DetectionError) -> String {
        guard let scalar, !scalar.isEmpty else { throw error("\(what) must be text") }
        return scalar
    }

    /// A list of texts; one text alone stands for a list of one.
    func texts(_ what: String) throws(DetectionError) -> [RuleNode] {
        if scalar != nil { return [self] }
        return try list(what)
    }

    func list(_ what: String) throws(DetectionError) -> [RuleNode] {
        guard let sequence = node.sequence, !sequence.isEmpty else {
            throw error("\(what) must be a list of at least one")
        }
        return sequence.map { RuleNode(node: $0, file: file) }
    }

    /// The entries of a mapping in the order they are written.
    func entries(_ what: String) throws(DetectionError) -> [(key: RuleNode, name: String, value: RuleNode)] {
        guard let mapping = node.mapping else { throw error("\(what) must be a mapping of names to values") }
        var entries: [(key: RuleNode, name: String, value: RuleNode)] = []
        for (key, value) in mapping {
            let key = RuleNode(node: key, file: file)
            entries.append((key, try key.text("a name in \(what)"), RuleNode(node: value, file: file)))
        }
        return entries
    }

    /// A mapping whose names are all among `accepted`.
    func fields(_ what: String, accepted: [String]) throws(DetectionError) -> RuleFields {
        let entries = try entries(what)
        for (key, name, _) in entries where !accepted.contains(name) {
            throw key.error("\(what) has no '\(name)'; accepted: \(accepted.joined(separator: ", "))")
        }
        return RuleFields(owner: self, what: what, values: Dictionary(entries.map { ($0.name, $0.value) }) { $1 })
    }

    func integer(_ what: String, in range: ClosedRange<Int>) throws(DetectionError) -> Int {
        guard let scalar, let value = Int(scalar), range.contains(value) else {
            throw error("\(what) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func flag(_ what: String) throws(DetectionError) -> Bool {
        switch scalar {
        case "true": return true
        case "false": return false
        default: throw error("\(what) must be true or false")
        }
    }

    /// A span of time such as `30s`, `5m`, `2h` or `1d`, in milliseconds.
    func milliseconds(_ what: String) throws(DetectionError) -> UInt32 {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let scalar, let unit = scalar.last.flatMap({ units[$0] }), let count = Int(scalar.dropLast()),
            count >= 1, count <= RuleLimits.windowSeconds / unit
        else { throw error("\(what) must be a span of time from 1s to 1d, such as 30s, 5m or 2h") }
        return UInt32(count * unit * 1000)
    }
}
