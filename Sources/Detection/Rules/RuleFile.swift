import ThreatModel
import Yams

/// One YAML file of rules, read but not yet joined with the others.
///
/// ```yaml
/// protocols: [http]
/// primitives:
///   http.some_action:
///     about: What the visitor does
///     field: request.path
///     contains: /something
/// behaviours:
///   http.some_intent:
///     title: What it amounts to
///     severity: medium
///     attack: [T1595.003]
///     when: http.some_action
///     examples: [{request: /something}]
///     near_misses: [{request: /else}]
/// disable: [http.behaviour_of_another_file]
/// ```
struct RuleFile {
    let name: String
    var primitives: [PrimitiveRule] = []
    var behaviours: [BehaviourRule] = []
    /// Names of behaviours of other files that are to be left out.
    private(set) var disabled: [RuleNode] = []
    /// Behaviours of this file that are left out because another one says so.
    var leftOut: [BehaviourRule] = []

    init(name: String, text: String) throws(DetectionError) {
        self.name = name
        guard let root = try Self.compose(name: name, text: text) else { return }
        let fields = try root.fields("a rule file", accepted: ["protocols", "primitives", "behaviours", "disable"])
        disabled = try fields["disable"]?.texts("'disable'") ?? []
        // A file that only disables is about no protocol.
        if fields["primitives"] == nil, fields["behaviours"] == nil, !disabled.isEmpty { return }
        let protocols = try ProtocolSyntax.read(try fields.required("protocols"))
        if let section = fields["primitives"] {
            for (key, name, value) in try section.entries("'primitives'") {
                primitives.append(try PrimitiveRule(name: name, at: key, value, in: protocols))
            }
        }
        if let section = fields["behaviours"] {
            for (key, name, value) in try section.entries("'behaviours'") {
                let behaviour = try BehaviourRule(name: name, at: key, value, in: protocols)
                if let own = behaviour.ownPrimitive { primitives.append(own) }
                behaviours.append(behaviour)
            }
        }
    }

    /// The file's one document; `nil` when it is empty.
    private static func compose(name: String, text: String) throws(DetectionError) -> RuleNode? {
        guard text.utf8.count <= RuleLimits.fileBytes else {
            throw DetectionError(
                file: name, line: 1, problem: "a rule file may have at most \(RuleLimits.fileBytes) bytes")
        }
        if let line = AliasSearch.firstAlias(in: text) {
            throw DetectionError(
                file: name, line: line, problem: "anchors and aliases are not accepted; write the value out")
        }
        do {
            return try Yams.compose(yaml: text).map { RuleNode(node: $0, file: name) }
        } catch let error as YamlError {
            throw DetectionError(yaml: error, file: name)
        } catch {
            throw DetectionError(file: name, line: 1, problem: "it cannot be read as YAML")
        }
    }
}

extension DetectionError {
    fileprivate init(yaml error: YamlError, file: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(file: file, line: mark.line, problem: problem)
        case .duplicatedKeysInMapping(let names, let context):
            let list = names.sorted().map { "'\($0)'" }.joined(separator: ", ")
            self.init(file: file, line: context.mark.line, problem: "\(list) stands there more than once")
        case .reader(let problem, _, _, _):
            self.init(file: file, line: 1, problem: "\(problem); only plain UTF-8 text is accepted")
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            self.init(file: file, line: 1, problem: "it cannot be read as YAML")
        }
    }
}
