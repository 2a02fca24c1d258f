/// A script of `sed` (POSIX.1-2017, XCU sed), without labels and branches.
struct SedProgram: Sendable {
    enum Address: Sendable {
        case line(Int)
        case last
        case expression(RegularExpression)
    }

    enum Action: Sendable {
        case substitute(RegularExpression, with: [Piece], all: Bool, nth: Int, prints: Bool)
        case delete
        case print
        case printNumber
        case quit
        case next
        case append(ByteString)
        case insert(ByteString)
        case change(ByteString)
        case translate([UInt8])
        case hold(replaces: Bool, fromPattern: Bool)
        case exchange
        case group([Command])
    }

    /// What a replacement is made of.
    enum Piece: Hashable, Sendable {
        case text([UInt8])
        /// 0 is all that was met.
        case group(Int)
    }

    struct Command: Sendable {
        var first: Address?
        var last: Address?
        var isNegated = false
        var action: Action
        /// Which of the ranges of a program this one's is.
        var range: Int
    }

    struct Fault: Error, Hashable, Sendable {
        var message: ByteString
    }

    /// Commands one script may have, and groups inside each other.
    private static let mostCommands = 500
    private static let deepestNesting = 20

    private(set) var commands: [Command] = []
    private(set) var isQuiet = false
    private(set) var count = 0

    private var rest: ArraySlice<UInt8> = []
    private let syntax: RegularExpression.Syntax
    private var previous: RegularExpression?

    init(_ script: ByteString, isExtended: Bool) throws(Fault) {
        syntax = isExtended ? .extended : .basic
        rest = script.bytes[...]
        if rest.starts(with: "#n\n".utf8) { isQuiet = true }
        commands = try parse(depth: 0)
        if !rest.isEmpty { throw Fault(message: "unexpected '}'") }
    }

    private mutating func parse(depth: Int) throws(Fault) -> [Command] {
        guard depth < Self.deepestNesting else { throw Fault(message: "unmatched '{'") }
        var commands: [Command] = []
        while true {
            rest = rest.drop { $0.isSpace || $0 == UInt8(ascii: ";") }
            guard let byte = rest.first else {
                if depth > 0 { throw Fault(message: "unmatched '{'") }
                return commands
            }
            if byte == UInt8(ascii: "}") {
                if depth > 0 { rest.removeFirst() }
                return commands
            }
            if byte == UInt8(ascii: "#") {
                rest = rest.drop { $0 != 0x0a }
                continue
            }
            count += 1
            guard count < Self.mostCommands else { throw Fault(message: "script too long") }
            let range = count
            let first = try address()
            var last: Address?
            if rest.first == UInt8(ascii: ",") {
                rest.removeFirst()
                guard let address = try address() else { throw Fault(message: "no address after comma") }
                last = address
            }
            rest = rest.drop { $0.isBlank }
            var isNegated = false
            while rest.first == UInt8(ascii: "!") {
                isNegated = true
                rest = rest.dropFirst().drop { $0.isBlank }
            }
            let action = try action(depth: depth)
            commands.append(Command(first: first, last: last, isNegated: isNegated, action: action, range: range))
        }
    }

    private mutating func address() throws(Fault) -> Address? {
        rest = rest.drop { $0.isBlank }
        guard let byte = rest.first else { return nil }
        if byte.isDigit {
            let digits = rest.prefix { $0.isDigit }
            rest = rest.dropFirst(digits.count)
            return .line(digits.decimal ?? Int.max)
        }
        if byte == UInt8(ascii: "$") {
            rest.removeFirst()
            return .last
        }
        guard byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") else { return nil }
        rest.removeFirst()
        var delimiter = byte
        if byte == UInt8(ascii: "\\") {
            guard let custom = rest.popFirst() else { return nil }
            delimiter = custom
        }
        let pattern = try takeText(until: delimiter)
        let ignoresCase = rest.first == UInt8(ascii: "I")
        if ignoresCase { rest.removeFirst() }
        return .expression(try expression(pattern, ignoresCase: ignoresCase))
    }

    /// Up to an unescaped delimiter, which is taken; inside brackets it is literal.
    private mutating func takeText(until delimiter: UInt8) throws(Fault) -> [UInt8] {
        var text: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == delimiter { return text }
            if byte == UInt8(ascii: "\\"), let next = rest.popFirst() {
                if next != delimiter { text.append(byte) }
                text.append(next)
            } else {
                text.append(byte)
            }
        }
        throw Fault(message: "unterminated address or command")
    }

    private mutating func expression(_ pattern: [UInt8], ignoresCase: Bool) throws(Fault) -> RegularExpression {
        if pattern.isEmpty, let previous { return previous }
        do {
            let expression = try RegularExpression(pattern, syntax: syntax, ignoresCase: ignoresCase)
            previous = expression
            return expression
        } catch {
            throw Fault(message: "bad regex '\(pattern)': \(error.message)")
        }
    }

    private mutating func action(depth: Int) throws(Fault) -> Action {
        guard let letter = rest.popFirst() else { throw Fault(message: "missing command") }
        switch letter {
        case UInt8(ascii: "s"): return try substitution()
        case UInt8(ascii: "y"): return try translation()
        case UInt8(ascii: "d"): return .delete
        case UInt8(ascii: "p"): return .print
        case UInt8(ascii: "="): return .printNumber
        case UInt8(ascii: "q"): return .quit
        case UInt8(ascii: "n"): return .next
        case UInt8(ascii: "h"): return .hold(replaces: true, fromPattern: true)
        case UInt8(ascii: "H"): return .hold(replaces: false, fromPattern: true)
        case UInt8(ascii: "g"): return .hold(replaces: true, fromPattern: false)
        case UInt8(ascii: "G"): return .hold(replaces: false, fromPattern: false)
        case UInt8(ascii: "x"): return .exchange
        case UInt8(ascii: "{"): return .group(try parse(depth: depth + 1))
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
        return .substitute(expression, with: Self.pieces(replacement), all: all, nth: nth, prints: prints)
    }

    private static func pieces(_ text: [UInt8]) -> [Piece] {
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
