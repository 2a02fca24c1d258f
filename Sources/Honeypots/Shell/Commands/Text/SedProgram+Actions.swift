/// What a command does, behind its addresses.
extension SedProgram {
    mutating func action() throws(Fault) -> Action {
        guard let letter = rest.popFirst() else { throw Fault(message: "missing command") }
        switch letter {
        case UInt8(ascii: "s"): return try substitution()
        case UInt8(ascii: "y"): return try translation()
        case UInt8(ascii: "d"): return .delete
        case UInt8(ascii: "p"): return .print
        case UInt8(ascii: "="): return .printNumber
        case UInt8(ascii: "q"), UInt8(ascii: "Q"):
            let code = rest.drop { $0.isBlank }.prefix { $0.isDigit }
            if !code.isEmpty { rest = rest[code.endIndex...] }
            return .quit(UInt8(truncatingIfNeeded: code.decimal ?? 0), prints: letter == UInt8(ascii: "q"))
        case UInt8(ascii: "l") where isGNU: return .printPlainly
        case UInt8(ascii: "z") where isGNU: return .clear
        case UInt8(ascii: "n"): return .next
        case UInt8(ascii: "h"): return .hold(replaces: true, fromPattern: true)
        case UInt8(ascii: "H"): return .hold(replaces: false, fromPattern: true)
        case UInt8(ascii: "g"): return .hold(replaces: true, fromPattern: false)
        case UInt8(ascii: "G"): return .hold(replaces: false, fromPattern: false)
        case UInt8(ascii: "x"): return .exchange
        case UInt8(ascii: "N"): return .appendNext
        case UInt8(ascii: "P"): return .printFirst
        case UInt8(ascii: "D"): return .deleteFirst
        case UInt8(ascii: "b"), UInt8(ascii: "t"):
            return .branch(label: takeLabel(), onlyAfterSubstitution: letter == UInt8(ascii: "t"))
        case UInt8(ascii: "a"), UInt8(ascii: "i"), UInt8(ascii: "c"):
            var text = rest.drop { $0.isBlank }
            if text.first == UInt8(ascii: "\\") { text = text.dropFirst().drop { $0.isSpace } }
            let line = text.prefix { $0 != 0x0a }
            rest = rest[line.endIndex...]
            let added = ByteString(line) + "\n"
            return letter == UInt8(ascii: "a")
                ? .append(added) : letter == UInt8(ascii: "i") ? .insert(added) : .change(added)
        default: throw Fault(message: "unsupported command \(ByteString([letter]))")
        }
    }

    private mutating func substitution() throws(Fault) -> Action {
        guard let delimiter = rest.popFirst() else { throw Fault(message: "bad format in substitution expression") }
        let pattern = try takeText(until: delimiter)
        let replacement = try takeText(until: delimiter)
        var all = false
        var prints = false
        var ignoresCase = false
        var nth = 1
        while let flag = rest.first, flag.isLetter || flag.isDigit {
            switch flag {
            case UInt8(ascii: "g"): all = true
            case UInt8(ascii: "p"): prints = true
            case UInt8(ascii: "i"), UInt8(ascii: "I"): ignoresCase = true
            case let digit where digit.isDigit:
                let digits = rest.prefix { $0.isDigit }
                nth = max(1, digits.decimal ?? 1)
                rest = rest.dropFirst(digits.count - 1)
            default: throw Fault(message: "bad option in substitution expression")
            }
            rest.removeFirst()
        }
        let expression = try expression(pattern, ignoresCase: ignoresCase)
        return .substitute(expression, with: Self.pieces(replacement, isGNU: isGNU), all: all, nth: nth, prints: prints)
    }

    private static func pieces(_ text: [UInt8], isGNU: Bool) -> [Piece] {
        var pieces: [Piece] = []
        var literal: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            var piece: Piece?
            if byte == UInt8(ascii: "&") {
                piece = .group(0)
            } else if byte == UInt8(ascii: "\\"), let next = rest.popFirst() {
                if next.isDigit {
                    piece = .group(Int(next - 0x30))
                } else if isGNU, "ULEul".utf8.contains(next) {
                    piece = .letterCase(next)
                } else if isGNU, next == UInt8(ascii: "t") {
                    literal.append(0x09)
                } else {
                    literal.append(next == UInt8(ascii: "n") ? 0x0a : next)
                }
            } else {
                literal.append(byte)
            }
            guard let piece else { continue }
            if !literal.isEmpty { pieces.append(.text(literal)) }
            literal = []
            pieces.append(piece)
        }
        return literal.isEmpty ? pieces : pieces + [.text(literal)]
    }

    private mutating func translation() throws(Fault) -> Action {
        guard let delimiter = rest.popFirst() else { throw Fault(message: "bad format in substitution expression") }
        let from = EchoEscapes.expand(try takeText(until: delimiter), style: .format).bytes
        let to = EchoEscapes.expand(try takeText(until: delimiter), style: .format).bytes
        guard from.count == to.count else { throw Fault(message: "strings for y command are different lengths") }
        var map = (0...255).map { UInt8($0) }
        for (a, b) in zip(from, to) { map[Int(a)] = b }
        return .translate(map)
    }
}
