import Yams

/// YAML as it is encoded in another form: what stands without quotes is read by YAML's core schema (YAML 1.2 §10.3), all else is
/// text.
struct EncodableYAML: Encodable {
    private let node: Node

    init(_ node: Node) { self.node = node }

    func encode(to encoder: any Encoder) throws {
        switch node {
        case .mapping(let mapping):
            var container = encoder.container(keyedBy: Name.self)
            for (key, value) in mapping {
                guard let name = key.scalar?.string else { throw APIDescriptionError() }
                try container.encode(EncodableYAML(value), forKey: Name(stringValue: name))
            }
        case .sequence(let sequence):
            var container = encoder.unkeyedContainer()
            for element in sequence { try container.encode(EncodableYAML(element)) }
        case .scalar(let scalar):
            var container = encoder.singleValueContainer()
            try Self.encode(scalar, in: &container)
        case .alias: throw APIDescriptionError()
        }
    }

    private static func encode(
        _ scalar: Node.Scalar, in container: inout any SingleValueEncodingContainer
    ) throws {
        guard scalar.style == .plain else { return try container.encode(scalar.string) }
        switch scalar.string {
        case "", "~", "null": try container.encodeNil()
        case "true": try container.encode(true)
        case "false": try container.encode(false)
        case let text:
            if let whole = Int(text) {
                try container.encode(whole)
            } else if text.wholeMatch(of: /-?[0-9]+\.[0-9]+/) != nil, let number = Double(text) {
                try container.encode(number)
            } else {
                try container.encode(text)
            }
        }
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
