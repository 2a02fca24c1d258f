import Honeypots
import ThreatModel

/// What a replay demands of one event: `kind name=value name~pattern* -name`.
///
/// `name=value` must be equal, `name~value` may hold `*` for anything, `-name` must be absent; values with blanks stand
/// in double quotes, with the escapes of replay files. Fields that are not mentioned are free. A `file` event has the
/// additional field `content`: the bytes that were kept.
struct ExpectedEvent: Sendable {
    enum Demand: Sendable {
        case equals([UInt8])
        case matches(BytePattern)
        case absent
    }

    var kind: EventKind
    var demands: [(name: String, demand: Demand)]

    /// nil when the text is not of that form.
    init?(_ text: String) {
        var rest = text[...]
        guard let kind = EventKind(name: rest.prefix { $0 != " " }) else { return nil }
        self.kind = kind
        demands = []
        rest = rest.drop { $0 != " " }
        while true {
            rest = rest.drop { $0 == " " }
            guard let first = rest.first else { return }
            if first == "-" {
                let name = rest.dropFirst().prefix { $0 != " " }
                demands.append((String(name), .absent))
                rest = rest.dropFirst(1 + name.count)
                continue
            }
            let name = rest.prefix { $0 != "=" && $0 != "~" }
            guard !name.isEmpty, let sign = rest.dropFirst(name.count).first else { return nil }
            rest = rest.dropFirst(name.count + 1)
            guard let value = Self.takeValue(&rest) else { return nil }
            if sign == "=" {
                guard let bytes = ReplayEscapes.bytes(of: value) else { return nil }
                demands.append((String(name), .equals(bytes)))
            } else {
                guard let pattern = BytePattern(wildcards: value) else { return nil }
                demands.append((String(name), .matches(pattern)))
            }
        }
    }

    /// Takes a bare or quoted value, still escaped; nil when a quote is not closed.
    private static func takeValue(_ rest: inout Substring) -> Substring? {
        guard rest.first == "\"" else {
            let value = rest.prefix { $0 != " " }
            rest = rest.dropFirst(value.count)
            return value
        }
        rest = rest.dropFirst()
        var end = rest.startIndex
        while end < rest.endIndex, rest[end] != "\"" {
            if rest[end] == "\\" { end = rest.index(after: end) }
            guard end < rest.endIndex else { return nil }
            end = rest.index(after: end)
        }
        guard end < rest.endIndex else { return nil }
        let value = rest[..<end]
        rest = rest[rest.index(after: end)...]
        return value
    }

    /// What is wrong with this event; nil when it is as demanded.
    func fault(in event: ObservedEvent) -> String? {
        guard event.kind == kind else { return "expected the event '\(kind)', got \(event)" }
        for (name, demand) in demands {
            let got = event.bytes(name)
            let shown = got.map { "\"" + ReplayEscapes.text(of: $0) + "\"" } ?? "nothing"
            switch demand {
            case .equals(let value) where got != value:
                return "expected \(kind) \(name)=\"\(ReplayEscapes.text(of: value))\", got \(shown) in \(event)"
            case .matches(let pattern) where !(got.map(pattern.matches) ?? false):
                return "expected \(kind) \(name) to fit its pattern, got \(shown) in \(event)"
            case .absent where got != nil:
                return "expected \(kind) without \(name), got \(shown)"
            case .equals, .matches, .absent:
                continue
            }
        }
        return nil
    }
}
