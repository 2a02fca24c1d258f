/// The values of a mapping in a rule file, by name.
struct RuleFields {
    let owner: RuleNode
    let what: String
    let values: [String: RuleNode]

    subscript(name: String) -> RuleNode? { values[name] }

    func required(_ name: String) throws(DetectionError) -> RuleNode {
        guard let value = values[name] else { throw owner.error("\(what) needs '\(name)'") }
        return value
    }
}
