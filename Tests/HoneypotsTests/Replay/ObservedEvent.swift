import Honeypots
import ThreatModel

/// An event as the machine recorded it, with the kept bytes where it is a file.
struct ObservedEvent: Hashable, Sendable, CustomStringConvertible {
    var kind: EventKind
    var fields: EventFields
    var content: [UInt8]?

    func bytes(_ name: String) -> [UInt8]? {
        name == "content" ? content : fields.bytes(name)
    }

    var description: String {
        let shown = fields.values.sorted { $0.key < $1.key }
            .map { "\($0)=\"\(ReplayEscapes.text(of: Array($1.utf8)))\"" }
        return ([kind.name] + shown).joined(separator: " ")
    }
}
