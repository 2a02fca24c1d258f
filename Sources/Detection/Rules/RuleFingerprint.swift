import ThreatModel
import Yams

/// What a rule asks for in 64 bits, the same in every process: tells whether a rule is still the one that it was.
struct RuleFingerprint {
    let value: UInt64

    /// Of the given fields as they are written, whatever their order.
    init(_ fields: RuleFields, names: [String]) {
        var bytes: [UInt8] = []
        for name in names {
            guard let field = fields[name] else { continue }
            Self.add(name, to: &bytes)
            Self.add(field.node, to: &bytes)
        }
        value = ValueHash(of: bytes).value
    }

    /// Of a behaviour: its condition, and what the primitives that this names look for and where.
    init(condition: UInt64, protocols: AttackProtocolSet, primitives: [PrimitiveRule]) {
        let words =
            [condition, UInt64(protocols.rawValue)]
            + primitives.flatMap { [$0.fingerprint.value, UInt64($0.protocols.rawValue)] }
        value = ValueHash(of: words.flatMap { word in withUnsafeBytes(of: word.littleEndian) { Array($0) } }).value
    }

    private static func add(_ text: String, to bytes: inout [UInt8]) {
        bytes += text.utf8
        bytes.append(0xff)
    }

    /// The texts of a node in their order; deeper nodes than fields of rules have do not come here.
    private static func add(_ node: Node, to bytes: inout [UInt8]) {
        if let scalar = node.scalar {
            add(scalar.string, to: &bytes)
        } else {
            for entry in node.sequence ?? [] { add(entry.scalar?.string ?? "", to: &bytes) }
        }
    }
}
