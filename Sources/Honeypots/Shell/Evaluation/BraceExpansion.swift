/// Brace expansion of bash: alternatives and sequences are written out.
struct BraceExpansion {
    /// A byte of unquoted text, or a piece of the word that braces cannot look into.
    enum Symbol {
        case byte(UInt8)
        case part(ShellWord.Part)

        func isByte(_ byte: UInt8) -> Bool {
            if case .byte(let own) = self { own == byte } else { false }
        }
    }

    let mostWords: Int
    private var made = 0
    private var depth = 0
    private static let deepestNesting = 24

    init(mostWords: Int) { self.mostWords = mostWords }

    /// nil: there would be too many.
    mutating func expand(_ symbols: ArraySlice<Symbol>) -> [[Symbol]]? {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepestNesting else { return [Array(symbols)] }
        var start = symbols.startIndex
        while let open = symbols[start...].firstIndex(where: { $0.isByte(UInt8(ascii: "{")) }) {
            // `${` is no brace of ours, and `{}` stays.
            guard let close = matchingBrace(symbols, open) else {
                start = open + 1
                continue
            }
            let inside = symbols[(open + 1)..<close]
            var middles: [[Symbol]]?
            let parts = alternatives(inside)
            if parts.count > 1 {
                var all: [[Symbol]] = []
                for part in parts {
                    guard let expanded = expand(part) else { return nil }
                    all += expanded
                    guard all.count <= mostWords else { return nil }
                }
                middles = all
            } else {
                switch sequence(inside) {
                case .none: break
                case .tooLong: return nil
                case .words(let words): middles = words.map { $0.map { .byte($0) } }
                }
            }
            guard let middles else {
                start = open + 1
                continue
            }
            guard let ends = expand(symbols[(close + 1)...]) else { return nil }
            made += middles.count &* ends.count
            guard middles.count &* ends.count <= mostWords, made <= mostWords &* 4 else { return nil }
            let head = Array(symbols[symbols.startIndex..<open])
            return middles.flatMap { middle in ends.map { head + middle + $0 } }
        }
        return [Array(symbols)]
    }

    private func matchingBrace(_ symbols: ArraySlice<Symbol>, _ open: Int) -> Int? {
        var level = 0
        for index in open..<symbols.endIndex {
            if symbols[index].isByte(UInt8(ascii: "{")) { level += 1 }
            if symbols[index].isByte(UInt8(ascii: "}")) {
                level -= 1
                if level == 0 { return index }
            }
        }
        return nil
    }

    private func alternatives(_ inside: ArraySlice<Symbol>) -> [ArraySlice<Symbol>] {
        var parts: [ArraySlice<Symbol>] = []
        var level = 0
        var start = inside.startIndex
        for index in inside.indices {
            if inside[index].isByte(UInt8(ascii: "{")) { level += 1 }
            if inside[index].isByte(UInt8(ascii: "}")) { level -= 1 }
            if level == 0, inside[index].isByte(UInt8(ascii: ",")) {
                parts.append(inside[start..<index])
                start = index + 1
            }
        }
        return parts + [inside[start...]]
    }

    private enum Sequence {
        case none
        case tooLong
        case words([ByteString])
    }

    /// `1..9`, `a..e`, with a step as the third part.
    private func sequence(_ inside: ArraySlice<Symbol>) -> Sequence {
        var text = ByteString()
        for symbol in inside {
            guard case .byte(let byte) = symbol else { return .none }
            text.append(byte)
        }
        var parts: [ByteString] = []
        var rest = text[...]
        while let dots = rest.indices.first(where: { rest[$0...].starts(with: "..".utf8) }) {
            parts.append(ByteString(rest[..<dots]))
            rest = rest[(dots + 2)...]
        }
        parts.append(ByteString(rest))
        guard parts.count == 2 || parts.count == 3 else { return .none }
        let step = parts.count == 3 ? parts[2].decimal : 1
        guard let step, step.magnitude < 1 << 40 else { return .none }
        if let first = parts[0].decimal, let last = parts[1].decimal {
            return numbers(parts, from: first, to: last, by: max(1, Int(step.magnitude)))
        }
        guard parts[0].count == 1, parts[1].count == 1, parts[0][0].isLetter, parts[1][0].isLetter else { return .none }
        let (first, last) = (Int(parts[0][0]), Int(parts[1][0]))
        let by = max(1, Int(step.magnitude))
        let all =
            first <= last ? stride(from: first, through: last, by: by) : stride(from: first, through: last, by: -by)
        return .words(all.map { ByteString([UInt8(truncatingIfNeeded: $0)]) })
    }

    private func numbers(_ parts: [ByteString], from first: Int, to last: Int, by step: Int) -> Sequence {
        let (distance, overflow) = last.subtractingReportingOverflow(first)
        guard !overflow, distance.magnitude / step.magnitude < mostWords else { return .tooLong }
        func isPadded(_ text: ByteString) -> Bool {
            let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
            return digits.count > 1 && digits.first == UInt8(ascii: "0")
        }
        let width = isPadded(parts[0]) || isPadded(parts[1]) ? max(parts[0].count, parts[1].count) : 0
        let all =
            first <= last ? stride(from: first, through: last, by: step) : stride(from: first, through: last, by: -step)
        return .words(
            all.map { number in
                let digits = String(number.magnitude)
                let sign = number < 0 ? "-" : ""
                let zeros = String(repeating: "0", count: max(0, min(width, 64) - digits.utf8.count - sign.utf8.count))
                return ByteString(sign + zeros + digits)
            })
    }

    static func word(_ symbols: [Symbol]) -> ShellWord {
        var builder = WordBuilder()
        for symbol in symbols {
            switch symbol {
            case .byte(let byte): builder.append(plain: byte)
            case .part(let part): builder.append(part)
            }
        }
        return builder.word
    }
}
