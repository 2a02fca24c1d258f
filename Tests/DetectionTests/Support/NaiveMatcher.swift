import ThreatModel

@testable import Detection

/// The same question answered the slow and obvious way: every pattern against every field, by trying everything.
enum NaiveMatcher {
    static func hits(_ event: SessionEvent, _ primitives: [PrimitiveRule]) -> [Int] {
        primitives.indices.filter { isShown(primitives[$0], by: event) }
    }

    private static func isShown(_ primitive: PrimitiveRule, by event: SessionEvent) -> Bool {
        guard primitive.protocols.contains(event.protocol) else { return false }
        return primitive.targets.contains { target in
            guard target.kind == event.kind else { return false }
            guard let field = target.field else { return true }
            switch primitive.test {
            case .occurs: return true
            case .number(let range): return event.fields[field].flatMap(UInt64.init).map(range.contains) ?? false
            case .text(let globs, let isCaseSensitive, let form):
                guard let text = text(of: field, in: event) else { return false }
                var forms = form == .normalised ? [] : [text]
                if form != .raw, let normal = target.normalForm(on: event.protocol) {
                    forms.append(normalised(text, normal))
                }
                return forms.contains { form in globs.contains { fits($0, form, isCaseSensitive) } }
            }
        }
    }

    private static func text(of field: String, in event: SessionEvent) -> [UInt8]? {
        if field == "credentials" {
            guard let name = event.fields.bytes("username"), let password = event.fields.bytes("password") else {
                return nil
            }
            return name + [UInt8(ascii: ":")] + password
        }
        return event.fields.bytes(field)
    }

    private static func normalised(_ text: [UInt8], _ form: NormalForm) -> [UInt8] {
        switch form {
        case .shell:
            var normaliser = ShellNormaliser()
            normaliser.normalise(text.span)
            return normaliser.output
        case .request:
            var normaliser = RequestNormaliser()
            normaliser.normalise(text.span)
            return normaliser.output
        }
    }

    /// The glob as one list of symbols, matched by filling in the table of which prefix fits which prefix.
    static func fits(_ glob: Glob, _ text: [UInt8], _ isCaseSensitive: Bool) -> Bool {
        enum Symbol { case byte(UInt8), one, any }
        var symbols: [Symbol] = glob.isAnchoredAtStart ? [] : [.any]
        for (number, segment) in glob.segments.enumerated() {
            if number > 0 { symbols.append(.any) }
            symbols += segment.bytes.map { $0.map(Symbol.byte) ?? .one }
        }
        if !glob.isAnchoredAtEnd { symbols.append(.any) }

        func isEqual(_ a: UInt8, _ b: UInt8) -> Bool {
            isCaseSensitive ? a == b : ASCII.lowercased(a) == ASCII.lowercased(b)
        }
        var row = [Bool](repeating: false, count: text.count + 1)
        row[0] = true
        for symbol in symbols {
            var next = [Bool](repeating: false, count: text.count + 1)
            for end in 0...text.count {
                switch symbol {
                case .byte(let byte): next[end] = end > 0 && row[end - 1] && isEqual(byte, text[end - 1])
                case .one: next[end] = end > 0 && row[end - 1]
                case .any: next[end] = row[end] || end > 0 && next[end - 1]
                }
            }
            row = next
        }
        return row[text.count]
    }
}
