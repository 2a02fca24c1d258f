/// How lines or parts of them are compared by `sort`.
struct SortOrder: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case text, numeric, general, human, month, version
    }
    var kind = Kind.text
    var isReversed = false
    var ignoresCase = false
    var ignoresBlanks = false
    var isDictionary = false

    var isUsual: Bool { self == SortOrder() }

    mutating func take(_ letter: Unicode.Scalar) {
        switch letter {
        case "n": kind = .numeric
        case "g": kind = .general
        case "h": kind = .human
        case "M": kind = .month
        case "V": kind = .version
        case "r": isReversed = true
        case "f": ignoresCase = true
        case "b": ignoresBlanks = true
        case "d": isDictionary = true
        default: break
        }
    }
}

/// `-k FIELD[.CHARACTER][LETTERS][,FIELD[.CHARACTER][LETTERS]]`.
struct SortKey: Hashable, Sendable {
    var field = 1
    var character = 1
    var lastField = Int.max
    var lastCharacter = 0
    var order = SortOrder()

    init?(_ text: ByteString) {
        let ends = text.split(separator: UInt8(ascii: ","), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = Self.read(ends[0], &order), first.field > 0 else { return nil }
        (field, character) = (first.field, first.character == 0 ? 1 : first.character)
        guard ends.count > 1 else { return }
        guard let last = Self.read(ends[1], &order) else { return nil }
        (lastField, lastCharacter) = (last.field, last.character)
    }

    private static func read(_ text: ArraySlice<UInt8>, _ order: inout SortOrder) -> (field: Int, character: Int)? {
        let digits = text.prefix { $0.isDigit }
        guard let field = digits.decimal else { return nil }
        var rest = text.dropFirst(digits.count)
        var character = 0
        if rest.first == UInt8(ascii: ".") {
            let more = rest.dropFirst().prefix { $0.isDigit }
            character = more.decimal ?? 0
            rest = rest.dropFirst(1 + more.count)
        }
        for letter in rest { order.take(Unicode.Scalar(letter)) }
        return (field, character)
    }
}

/// Puts lines in order.
struct LineSorter: Sendable {
    var keys: [SortKey]
    var order: SortOrder
    var separator: UInt8?
    /// Lines whose keys are equal stay as they came.
    var isStable: Bool

    private struct Line {
        var text: ByteString
        var keys: [ByteString]
        var index: Int
    }

    func sorted(_ lines: [ByteString], unique: Bool) -> [ByteString] {
        var all = lines.enumerated().map { Line(text: $1, keys: parts(of: $1), index: $0) }
        all.sort { a, b in
            let order = compare(a, b)
            return order == 0 ? a.index < b.index : order < 0
        }
        guard unique else { return all.map(\.text) }
        var result: [ByteString] = []
        var previous: Line?
        for line in all {
            if let previous, compareKeys(previous, line) == 0 { continue }
            result.append(line.text)
            previous = line
        }
        return result
    }

    func compare(_ a: ByteString, _ b: ByteString) -> Int {
        compare(Line(text: a, keys: parts(of: a), index: 0), Line(text: b, keys: parts(of: b), index: 0))
    }

    private func compare(_ a: Line, _ b: Line) -> Int {
        let order = compareKeys(a, b)
        if order != 0 || isStable { return order }
        let whole = a.text < b.text ? -1 : a.text == b.text ? 0 : 1
        return self.order.isReversed ? -whole : whole
    }

    private func compareKeys(_ a: Line, _ b: Line) -> Int {
        if keys.isEmpty { return compare(a.keys[0], b.keys[0], order) }
        for (index, key) in keys.enumerated() {
            let result = compare(a.keys[index], b.keys[index], key.order.isUsual ? order : key.order)
            if result != 0 { return result }
        }
        return 0
    }

    private func parts(of line: ByteString) -> [ByteString] {
        if keys.isEmpty { return [line] }
        let fields = fieldRanges(of: line)
        return keys.map { key in
            let order = key.order.isUsual ? self.order : key.order
            guard key.field <= fields.count else { return "" }
            var start = fields[key.field - 1].lowerBound
            if order.ignoresBlanks { while start < line.count, line[start].isBlank { start += 1 } }
            start = min(start &+ min(key.character - 1, line.count), line.count)
            var end = line.count
            if key.lastField <= fields.count, key.lastField > 0 {
                let field = fields[key.lastField - 1]
                end =
                    key.lastCharacter == 0
                    ? field.upperBound : min(field.lowerBound &+ min(key.lastCharacter, line.count), line.count)
            }
            return start < end ? ByteString(line[start..<end]) : ""
        }
    }

    /// Fields: between separators, or each with the blanks before it.
    private func fieldRanges(of line: ByteString) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        if let separator {
            for (index, byte) in line.enumerated() where byte == separator {
                ranges.append(start..<index)
                start = index + 1
            }
            return ranges + [start..<line.count]
        }
        while start < line.count {
            var end = start
            while end < line.count, line[end].isBlank { end += 1 }
            while end < line.count, !line[end].isBlank { end += 1 }
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }

    private func compare(_ a: ByteString, _ b: ByteString, _ order: SortOrder) -> Int {
        let result: Int
        switch order.kind {
        case .numeric: result = Self.order(Self.number(a), Self.number(b))
        case .general: result = Self.order(DecimalFormat.number(a).value, DecimalFormat.number(b).value)
        case .human: result = Self.order(Self.human(a), Self.human(b))
        case .month: result = Self.month(a) - Self.month(b)
        case .version: result = Self.version(a, b)
        case .text:
            let (x, y) = (prepared(a, order), prepared(b, order))
            result = x < y ? -1 : x == y ? 0 : 1
        }
        return order.isReversed ? -result : result
    }

    private func prepared(_ text: ByteString, _ order: SortOrder) -> ByteString {
        var text = text
        if order.ignoresBlanks { text = ByteString(text.drop { $0.isBlank }) }
        if order.isDictionary { text = ByteString(text.filter { $0.isLetter || $0.isDigit || $0.isBlank }) }
        return order.ignoresCase ? ByteString(text.map { $0.uppercased }) : text
    }

    private static func order(_ a: Double, _ b: Double) -> Int { a < b ? -1 : a == b ? 0 : 1 }

    /// `-n`: no exponent, no plus.
    static func number(_ text: some Collection<UInt8>) -> Double {
        let trimmed = text.drop { $0.isBlank }
        let sign = trimmed.prefix(1).filter { $0 == 0x2d }
        let digits = trimmed.dropFirst(sign.count).prefix { $0.isDigit || $0 == 0x2e }
        return DecimalFormat.number(sign + Array(digits)).value
    }

    private static func human(_ text: ByteString) -> Double {
        let trimmed = text.drop { $0.isBlank }
        let number = number(trimmed)
        let unit = trimmed.drop { $0.isDigit || $0 == 0x2e || $0 == 0x2d }.first.map { $0.uppercased }
        let power = unit.flatMap { "KMGTPEZY".utf8.map { $0 }.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        return (0..<power).reduce(number) { value, _ in value * 1024 }
    }

    private static func month(_ text: ByteString) -> Int {
        let name = ByteString(text.drop { $0.isBlank }.prefix(3)).lowercased
        return (CivilDate.monthNames.firstIndex { ByteString($0).lowercased == name } ?? -1) + 1
    }

    /// Runs of digits by their value, the rest by byte.
    static func version(_ a: ByteString, _ b: ByteString) -> Int {
        var (x, y) = (a[...], b[...])
        while let first = x.first, let second = y.first {
            if first.isDigit, second.isDigit {
                let (m, n) = (x.prefix { $0.isDigit }, y.prefix { $0.isDigit })
                let (p, q) = (m.drop { $0 == 0x30 }, n.drop { $0 == 0x30 })
                if p.count != q.count { return p.count < q.count ? -1 : 1 }
                if !p.elementsEqual(q) { return p.lexicographicallyPrecedes(q) ? -1 : 1 }
                (x, y) = (x.dropFirst(m.count), y.dropFirst(n.count))
            } else {
                if first != second { return first < second ? -1 : 1 }
                (x, y) = (x.dropFirst(), y.dropFirst())
            }
        }
        return x.isEmpty ? (y.isEmpty ? 0 : -1) : 1
    }
}
