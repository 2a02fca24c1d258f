import Yams

extension JSONWriter {
    /// YAML as JSON: what stands without quotes is read by YAML's core schema (YAML 1.2 §10.3), all else is text.
    mutating func yaml(_ node: Node) throws {
        switch node {
        case .mapping(let mapping):
            literal("{")
            var isFirst = true
            for (key, value) in mapping {
                guard let name = key.scalar?.string else {
                    throw APIDescriptionError(file: "openapi", problem: "a name is no text, in line \(key.line)")
                }
                if !isFirst { literal(",") }
                isFirst = false
                string(name)
                literal(":")
                try yaml(value)
            }
            literal("}")
        case .sequence(let sequence):
            literal("[")
            for (index, element) in sequence.enumerated() {
                if index > 0 { literal(",") }
                try yaml(element)
            }
            literal("]")
        case .scalar(let scalar): yaml(scalar)
        case .alias: throw APIDescriptionError(file: "openapi", problem: "an alias names nothing, in line \(node.line)")
        }
    }

    private mutating func yaml(_ scalar: Node.Scalar) {
        guard scalar.style == .plain else { return string(scalar.string) }
        switch scalar.string {
        case "", "~", "null": literal("null")
        case "true", "false": plain(scalar.string)
        case let text where text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil: plain(text)
        case let text: string(text)
        }
    }
}

extension Node {
    fileprivate var line: Int { mark?.line ?? 0 }
}
