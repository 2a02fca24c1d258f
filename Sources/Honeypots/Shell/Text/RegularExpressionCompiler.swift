/// Turns the text of a regular expression into instructions.
struct RegularExpressionCompiler {
    typealias Fault = RegularExpression.Fault
    typealias Instruction = RegularExpression.Instruction

    /// Groups inside each other.
    private static let deepestNesting = 40
    /// RE_DUP_MAX.
    private static let mostRepetitions = 255

    private let pattern: [UInt8]
    private let syntax: RegularExpression.Syntax
    private let ignoresCase: Bool
    private var position = 0
    private var depth = 0
    private(set) var groupCount = 0

    init(_ pattern: [UInt8], syntax: RegularExpression.Syntax, ignoresCase: Bool) {
        self.pattern = pattern
        self.syntax = syntax
        self.ignoresCase = ignoresCase
    }

    mutating func compile() throws(Fault) -> [Instruction] {
        let body: [Instruction]
        if syntax == .fixed {
            body = pattern.map { literal($0) }
        } else {
            body = try alternatives()
            guard position == pattern.count else { throw Fault(message: "Unmatched ) or \\)") }
        }
        return try checked([.save(0)] + body.shifted(by: 1) + [.save(1), .match])
    }

    private func checked(_ code: [Instruction]) throws(Fault) -> [Instruction] {
        guard code.count <= RegularExpression.mostInstructions else {
            throw Fault(message: "Regular expression too big")
        }
        return code
    }

    private func literal(_ byte: UInt8) -> Instruction {
        guard ignoresCase, byte.isLetter else { return .byte(byte) }
        var set = ByteSet()
        set.insert(byte | 0x20)
        set.insert(byte & 0xdf)
        return .set(set)
    }

    private func peek(_ symbol: UInt8) -> Bool {
        // An operator is bare in extended expressions and behind a backslash in basic ones.
        if syntax == .extended { return position < pattern.count && pattern[position] == symbol }
        return position + 1 < pattern.count && pattern[position] == UInt8(ascii: "\\")
            && pattern[position + 1] == symbol
    }

    private mutating func take(_ symbol: UInt8) -> Bool {
        guard peek(symbol) else { return false }
        position += syntax == .extended ? 1 : 2
        return true
    }

    private mutating func alternatives() throws(Fault) -> [Instruction] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepestNesting else { throw Fault(message: "Regular expression too big") }
        var code = try sequence()
        while take(UInt8(ascii: "|")) {
            let other = try sequence()
            // split → first, jump over → second.
            code = try checked(
                [.split(1, code.count + 2)] + code.shifted(by: 1) + [.jump(code.count + 2 + other.count)]
                    + other.shifted(by: code.count + 2))
        }
        return code
    }

    private mutating func sequence() throws(Fault) -> [Instruction] {
        var code: [Instruction] = []
        let start = position
        while position < pattern.count, !peek(UInt8(ascii: "|")), !peek(UInt8(ascii: ")")) {
            let isFirst = position == start
            var atom = try self.atom(isFirst: isFirst)
            while let (least, most) = try takeRepetition(isFirst: isFirst && atom == [.start]) {
                atom = try repeated(atom, least, most)
            }
            code = try checked(code + atom.shifted(by: code.count))
        }
        return code
    }

    private mutating func atom(isFirst: Bool) throws(Fault) -> [Instruction] {
        if take(UInt8(ascii: "(")) {
            groupCount += 1
            let group = groupCount
            let body = try alternatives()
            guard take(UInt8(ascii: ")")) else { throw Fault(message: "Unmatched ( or \\(") }
            return [.save(group * 2)] + body.shifted(by: 1) + [.save(group * 2 + 1)]
        }
        let byte = pattern[position]
        position += 1
        switch byte {
        case UInt8(ascii: "."): return [.any]
        case UInt8(ascii: "["): return [.set(try set())]
        case UInt8(ascii: "^") where isFirst || syntax == .extended: return [.start]
        case UInt8(ascii: "$") where syntax == .extended || isAtEnd: return [.end]
        case UInt8(ascii: "\\"): return [try escape()]
        default: return [literal(byte)]
        }
    }

    private var isAtEnd: Bool { position == pattern.count || peek(UInt8(ascii: "|")) || peek(UInt8(ascii: ")")) }

    private mutating func escape() throws(Fault) -> Instruction {
        guard position < pattern.count else { throw Fault(message: "Trailing backslash") }
        let byte = pattern[position]
        position += 1
        switch byte {
        case UInt8(ascii: "1")...UInt8(ascii: "9"): throw Fault(message: "Invalid back reference")
        case UInt8(ascii: "n"): return .byte(0x0a)
        case UInt8(ascii: "t"): return .byte(0x09)
        case UInt8(ascii: "b"): return .wordBoundary(negated: false)
        case UInt8(ascii: "B"): return .wordBoundary(negated: true)
        case UInt8(ascii: "<"), UInt8(ascii: ">"): return .wordBoundary(negated: false)
        case UInt8(ascii: "w"), UInt8(ascii: "W"), UInt8(ascii: "s"), UInt8(ascii: "S"):
            var set = ByteSet()
            if byte | 0x20 == UInt8(ascii: "w") {
                for range in [0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a] as [ClosedRange<UInt8>] {
                    set.insert(range)
                }
            } else {
                for range in [0x20...0x20, 0x09...0x0d] as [ClosedRange<UInt8>] { set.insert(range) }
            }
            if byte & 0x20 == 0 { set.invert() }
            return .set(set)
        default: return literal(byte)
        }
    }

    /// A bracket expression behind its `[`.
    private mutating func set() throws(Fault) -> ByteSet {
        var set = ByteSet()
        var isNegated = false
        if position < pattern.count, pattern[position] == UInt8(ascii: "^") {
            isNegated = true
            position += 1
        }
        var isFirst = true
        while position < pattern.count {
            let byte = pattern[position]
            position += 1
            if byte == UInt8(ascii: "]"), !isFirst {
                if isNegated { set.invert() }
                return set
            }
            isFirst = false
            if byte == UInt8(ascii: "["), position < pattern.count, pattern[position] == UInt8(ascii: ":") {
                guard let (ranges, length) = characterClass() else {
                    throw Fault(message: "Invalid character class name")
                }
                for range in ranges { set.insert(range) }
                position += length
            } else if position + 1 < pattern.count, pattern[position] == UInt8(ascii: "-"),
                pattern[position + 1] != UInt8(ascii: "]")
            {
                let end = pattern[position + 1]
                position += 2
                guard byte <= end else { throw Fault(message: "Invalid range end") }
                for byte in byte...end { insert(byte, into: &set) }
            } else {
                insert(byte, into: &set)
            }
        }
        throw Fault(message: "Unmatched [, [^, [:, [., or [=")
    }

    private func insert(_ byte: UInt8, into set: inout ByteSet) {
        set.insert(byte)
        guard ignoresCase, byte.isLetter else { return }
        set.insert(byte ^ 0x20)
    }

    /// `:name:]` at the present position, and its length.
    private func characterClass() -> ([ClosedRange<UInt8>], Int)? {
        for (name, ranges) in CharacterClass.all {
            let text = ":" + name + ":]"
            if pattern[position...].starts(with: text) { return (ranges, text.count) }
        }
        return nil
    }

    /// `*`, `+`, `?` or bounds, as numbers; `most` nil is any number.
    private mutating func takeRepetition(isFirst: Bool) throws(Fault) -> (Int, Int?)? {
        guard position < pattern.count, !isFirst else { return nil }
        if pattern[position] == UInt8(ascii: "*") {
            position += 1
            return (0, nil)
        }
        if take(UInt8(ascii: "+")) { return (1, nil) }
        if take(UInt8(ascii: "?")) { return (0, 1) }
        guard peek(UInt8(ascii: "{")) else { return nil }
        _ = take(UInt8(ascii: "{"))
        let least = takeNumber() ?? 0
        var most: Int? = least
        if position < pattern.count, pattern[position] == UInt8(ascii: ",") {
            position += 1
            most = takeNumber()
        }
        guard take(UInt8(ascii: "}")), least <= Self.mostRepetitions, most ?? 0 <= Self.mostRepetitions,
            most ?? least >= least
        else { throw Fault(message: "Invalid content of \\{\\}") }
        return (least, most)
    }

    private mutating func takeNumber() -> Int? {
        let digits = pattern[position...].prefix { $0.isDigit }
        position += digits.count
        return digits.decimal
    }

    private func repeated(_ atom: [Instruction], _ least: Int, _ most: Int?) throws(Fault) -> [Instruction] {
        guard atom.count * max(least, most ?? 1) <= RegularExpression.mostInstructions else {
            throw Fault(message: "Regular expression too big")
        }
        var code: [Instruction] = []
        for _ in 0..<least { code += atom.shifted(by: code.count) }
        if let most {
            for _ in least..<max(most, least) {
                let base = code.count
                code.append(.split(base + 1, base + 1 + atom.count))
                code += atom.shifted(by: base + 1)
            }
        } else {
            // L: split(next, out) atom jump L
            let base = code.count
            code.append(.split(base + 1, base + 2 + atom.count))
            code += atom.shifted(by: base + 1)
            code.append(.jump(base))
        }
        return code
    }
}

extension [RegularExpression.Instruction] {
    /// The same code when `distance` instructions stand before it.
    fileprivate func shifted(by distance: Int) -> Self {
        map { instruction in
            switch instruction {
            case .jump(let target): .jump(target + distance)
            case .split(let first, let second): .split(first + distance, second + distance)
            case .byte, .any, .set, .start, .end, .wordBoundary, .save, .match: instruction
            }
        }
    }
}
