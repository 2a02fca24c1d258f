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
/// ```
struct RuleFile {
    var primitives: [PrimitiveRule] = []
    var behaviours: [BehaviourRule] = []

    init(name: String, text: String) throws(DetectionError) {
        guard let root = try Self.compose(name: name, text: text) else { return }
        let fields = try root.fields("a rule file", accepted: ["protocols", "primitives", "behaviours"])
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
        if let line = firstAlias(in: text) {
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

    /// The line of the first `*name` whose `&name` stands anywhere in the text, be they an alias and its anchor or only
    /// look like it.
    ///
    /// A few aliases of aliases make a document of a few hundred bytes that takes years to walk through; without the two
    /// words in the text there is none.
    private static func firstAlias(in text: String) -> Int? {
        let anchors = words(after: UInt8(ascii: "&"), in: text)
        guard !anchors.isEmpty else { return nil }
        let names = Set(anchors.map(\.word))
        return words(after: UInt8(ascii: "*"), in: text).first { names.contains($0.word) }?.line
    }

    private static func words(after mark: UInt8, in text: String) -> [(word: Substring, line: Int)] {
        var found: [(word: Substring, line: Int)] = []
        var line = 1
        var previous = UInt8(ascii: "\n")
        var index = text.utf8.startIndex
        while index < text.utf8.endIndex {
            let byte = text.utf8[index]
            let next = text.utf8.index(after: index)
            if byte == UInt8(ascii: "\n") { line += 1 }
            if byte == mark, mayPrecedeAnchor(previous) {
                let end = text.utf8[next...].firstIndex { !isAnchorByte($0) } ?? text.utf8.endIndex
                if next < end { found.append((text[next..<end], line)) }
            }
            previous = byte
            index = next
        }
        return found
    }

    /// Where YAML can begin a node: after white space or an indicator, and after the line separators of Unicode, whose
    /// last bytes are taken generously.
    private static func mayPrecedeAnchor(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: "["),
            UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"), 0x80...0xff:
            true
        default: false
        }
    }

    /// What libyaml accepts in the name of an anchor: letters, digits, `_` and `-`.
    private static func isAnchorByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
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
