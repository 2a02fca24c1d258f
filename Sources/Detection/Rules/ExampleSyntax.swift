import ThreatModel

/// Reads the examples of a behaviour, each a session or, where several together show it, what an address does:
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
///   - - {connect: "", protocol: telnet, sensor: a, session: 1}   # across: address
///     - {connect: "", protocol: redis, sensor: b, session: 2, at: 40s}
/// ```
///
/// `after` is the time since the event before, `at` that since the beginning. Events may stand in any order of time.
struct ExampleSyntax {
    let protocols: AttackProtocolSet
    let isAcrossSessions: Bool

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
            if let given = fields["protocol"] { attackProtocol = try self.attackProtocol(given) }
        }
        var events: [BehaviourExample.Event] = []
        let nodes = !content.isMapping ? try content.list("an example's events") : [content]
        var now = Duration.zero
        for entry in nodes {
            let line = try line(entry, on: attackProtocol)
            guard events.count + line.times <= RuleLimits.exampleEvents else {
                throw entry.error("an example may have at most \(RuleLimits.exampleEvents) events")
            }
            now = line.at ?? now
            for _ in 0..<line.times {
                now += line.after
                events.append(line.event(at: now))
            }
        }
        return BehaviourExample(protocol: attackProtocol, events: events, file: node.file, line: node.line)
    }

    /// One entry of an example: an event, or the same one several times.
    private struct Line {
        var kind: EventKind
        var fields: EventFields
        var times = 1
        var after = Duration.zero
        var at: Duration?
        var `protocol`: AttackProtocol?
        var session = 0
        var sensor: Int64 = 0

        func event(at time: Duration) -> BehaviourExample.Event {
            BehaviourExample.Event(
                kind: kind, fields: fields, at: time, protocol: self.protocol, session: session, sensor: sensor)
        }
    }

    private func line(_ node: RuleNode, on usual: AttackProtocol) throws(DetectionError) -> Line {
        let own = try node.value("protocol").map { node throws(DetectionError) in try attackProtocol(node) }
        let kinds = EventVocabulary.kinds(on: own ?? usual)
        let options = ["after", "times"] + (isAcrossSessions ? ["at", "sensor", "session", "protocol"] : [])
        let fields = try node.fields("an event on \(own ?? usual)", accepted: kinds.map(\.name) + options)
        let given = kinds.filter { fields[$0.name] != nil }
        guard given.count == 1, let kind = given.first, let content = fields[kind.name] else {
            throw node.error("an event must be exactly one of \(kinds.map(\.name).joined(separator: ", "))")
        }
        var line = Line(
            kind: kind, fields: try eventFields(content, of: kind, on: own ?? usual), protocol: own)
        if let after = fields["after"] { line.after = .milliseconds(try after.milliseconds("'after'")) }
        if let times = fields["times"] { line.times = try times.integer("'times'", in: 1...RuleLimits.exampleEvents) }
        if let at = fields["at"] { line.at = .milliseconds(try at.milliseconds("'at'")) }
        if let session = fields["session"] {
            line.session = try session.integer("'session'", in: 0...RuleLimits.exampleEvents)
        }
        if let sensor = fields["sensor"] {
            line.sensor = Int64(bitPattern: ValueHash(of: try sensor.text("'sensor'").utf8).value)
        }
        return line
    }

    private func attackProtocol(_ node: RuleNode) throws(DetectionError) -> AttackProtocol {
        guard let named = AttackProtocol(name: node.scalar ?? ""), protocols.contains(named) else {
            let accepted = protocols.members.map(\.name).joined(separator: ", ")
            throw node.error("the protocol of an example must be one of \(accepted)")
        }
        return named
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
