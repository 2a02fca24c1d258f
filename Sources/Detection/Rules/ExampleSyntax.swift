import ThreatModel

/// Reads the examples of a behaviour, each a session:
///
/// ```yaml
/// examples:
///   - command: uname -a                                 # one event, its main field
///   - - auth: {username: root, password: root}          # several events
///       times: 12
///       after: 2s
///     - command: uname -a
///   - protocol: redis                                   # on another than the first of the behaviour's protocols
///     events: [{query: INFO}]
/// ```
struct ExampleSyntax {
    let protocols: AttackProtocolSet

    func read(_ node: RuleNode) throws(DetectionError) -> [BehaviourExample] {
        var examples: [BehaviourExample] = []
        for entry in try node.list("a list of examples") { examples.append(try example(entry)) }
        return examples
    }

    private func example(_ node: RuleNode) throws(DetectionError) -> BehaviourExample {
        var attackProtocol = protocols.members.first ?? .ssh
        var content = node
        if node.has("events") {
            let fields = try node.fields("an example", accepted: ["protocol", "events"])
            content = try fields.required("events")
            if let given = fields["protocol"] {
                guard let named = AttackProtocol(name: given.scalar ?? ""), protocols.contains(named) else {
                    let accepted = protocols.members.map(\.name).joined(separator: ", ")
                    throw given.error("the protocol of an example must be one of \(accepted)")
                }
                attackProtocol = named
            }
        }
        var events: [BehaviourExample.Event] = []
        let nodes = !content.isMapping ? try content.list("an example's events") : [content]
        for entry in nodes {
            let (event, times) = try event(entry, on: attackProtocol)
            guard events.count + times <= RuleLimits.exampleEvents else {
                throw entry.error("an example may have at most \(RuleLimits.exampleEvents) events")
            }
            events += Array(repeating: event, count: times)
        }
        return BehaviourExample(protocol: attackProtocol, events: events, file: node.file, line: node.line)
    }

    private func event(
        _ node: RuleNode, on attackProtocol: AttackProtocol
    ) throws(DetectionError) -> (event: BehaviourExample.Event, times: Int) {
        let kinds = EventVocabulary.kinds(on: attackProtocol)
        let fields = try node.fields("an event on \(attackProtocol)", accepted: kinds.map(\.name) + ["after", "times"])
        let given = kinds.filter { fields[$0.name] != nil }
        guard given.count == 1, let kind = given.first, let content = fields[kind.name] else {
            throw node.error("an event must be exactly one of \(kinds.map(\.name).joined(separator: ", "))")
        }
        let after = try fields["after"]?.milliseconds("'after'") ?? 0
        let times = try fields["times"]?.integer("'times'", in: 1...RuleLimits.exampleEvents) ?? 1
        let event = BehaviourExample.Event(
            kind: kind, fields: try eventFields(content, of: kind, on: attackProtocol), after: .milliseconds(after))
        return (event, times)
    }

    private func eventFields(
        _ node: RuleNode, of kind: EventKind, on attackProtocol: AttackProtocol
    ) throws(DetectionError) -> EventFields {
        if let scalar = node.scalar {
            if scalar.isEmpty { return [:] }
            guard let main = EventVocabulary.mainField(of: kind, on: attackProtocol) else {
                throw node.error("the fields of a \(kind) event must be named")
            }
            return EventFields([main: scalar])
        }
        let accepted = EventVocabulary.fields(of: kind, on: attackProtocol)
            .filter { $0 != EventVocabulary.credentials }
        let given = try node.fields("a \(kind) event on \(attackProtocol)", accepted: accepted)
        var fields = EventFields()
        for (name, value) in given.values {
            guard let scalar = value.scalar else { throw value.error("'\(name)' must be text") }
            fields[name] = scalar
        }
        return fields
    }
}
