/// A script of `sed` (POSIX.1-2017, XCU sed), as a flat list of commands that may jump.
struct SedProgram: Sendable {
    enum Address: Sendable {
        case line(Int)
        /// Every so many lines behind the first.
        case step(Int, Int)
        /// That many lines behind the first address, or up to the next multiple of it.
        case behind(Int, isMultiple: Bool)
        case last
        case expression(RegularExpression)
    }

    enum Action: Sendable {
        case substitute(RegularExpression, with: [Piece], all: Bool, nth: Int, prints: Bool)
        case delete
        case print
        case printNumber
        /// `l`: with what is no letter written out, in lines of that many columns.
        case printPlainly
        case quit(UInt8, prints: Bool)
        /// `z`.
        case clear
        case next
        /// `N`: the next line as well.
        case appendNext
        /// `P` and `D`: the first line of several.
        case printFirst
        case deleteFirst
        /// `b` and `t`: on to that command; past the end without a label.
        case branch(label: ByteString, onlyAfterSubstitution: Bool)
        case append(ByteString)
        case insert(ByteString)
        case change(ByteString)
        case translate([UInt8])
        case hold(replaces: Bool, fromPattern: Bool)
        case exchange
        /// `{`: the commands up to that index are skipped where the addresses do not select.
        case group(end: Int)
    }

    /// What a replacement is made of.
    enum Piece: Hashable, Sendable {
        case text([UInt8])
        /// 0 is all that was met.
        case group(Int)
        /// `\U`, `\L`, `\u`, `\l` and `\E` of GNU.
        case letterCase(UInt8)
    }

    struct Command: Sendable {
        var first: Address?
        var last: Address?
        var isNegated = false
        var action: Action
    }

    struct Fault: Error, Hashable, Sendable {
        var message: ByteString
    }

    /// Commands one script may have, and groups inside each other.
    private static let mostCommands = 500
    private static let deepestNesting = 20

    private(set) var commands: [Command] = []
    /// Where labels lead: the index of the command behind them.
    private(set) var labels: [ByteString: Int] = [:]
    private(set) var isQuiet = false

    var rest: ArraySlice<UInt8> = []
    private let syntax: RegularExpression.Syntax
    let isGNU: Bool
    private var previous: RegularExpression?

    init(_ script: ByteString, isExtended: Bool, isGNU: Bool = false) throws(Fault) {
        self.isGNU = isGNU
        syntax = isExtended ? .extended : .basic
        rest = script.bytes[...]
        if rest.starts(with: "#n\n".utf8) { isQuiet = true }
        try parse(depth: 0)
        if !rest.isEmpty { throw Fault(message: "unexpected '}'") }
        for command in commands {
            if case .branch(let label, _) = command.action, !label.isEmpty, labels[label] == nil {
                throw Fault(message: "can't find label for jump to '\(label)'")
            }
        }
    }

    private mutating func parse(depth: Int) throws(Fault) {
        guard depth < Self.deepestNesting else { throw Fault(message: "unmatched '{'") }
        while true {
            rest = rest.drop { $0.isSpace || $0 == UInt8(ascii: ";") }
            guard let byte = rest.first else {
                if depth > 0 { throw Fault(message: "unmatched '{'") }
                return
            }
            switch byte {
            case UInt8(ascii: "}"):
                if depth > 0 { rest.removeFirst() }
                return
            case UInt8(ascii: "#"): rest = rest.drop { $0 != 0x0a }
            case UInt8(ascii: ":"):
                rest.removeFirst()
                labels[takeLabel()] = commands.count
            default: try parseCommand(depth: depth)
            }
        }
    }

    private mutating func parseCommand(depth: Int) throws(Fault) {
        guard commands.count < Self.mostCommands else { throw Fault(message: "script too long") }
        let first = try address()
        var last: Address?
        if rest.first == UInt8(ascii: ",") {
            rest.removeFirst()
            rest = rest.drop { $0.isBlank }
            if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "~") {
                let digits = rest.dropFirst().prefix { $0.isDigit }
                rest = rest.dropFirst(digits.count + 1)
                last = .behind(digits.decimal ?? 0, isMultiple: sign == UInt8(ascii: "~"))
            } else {
                guard let address = try address() else {
                    throw Fault(message: isGNU ? "unexpected `,'" : "no address after comma")
                }
                last = address
            }
        }
        rest = rest.drop { $0.isBlank }
        var isNegated = false
        while rest.first == UInt8(ascii: "!") {
            isNegated = true
            rest = rest.dropFirst().drop { $0.isBlank }
        }
        var command = Command(first: first, last: last, isNegated: isNegated, action: .delete)
        if rest.first == UInt8(ascii: "{") {
            rest.removeFirst()
            let index = commands.count
            commands.append(command)
            try parse(depth: depth + 1)
            commands[index].action = .group(end: commands.count)
        } else {
            command.action = try action()
            commands.append(command)
        }
    }

    mutating func takeLabel() -> ByteString {
        let label = rest.drop { $0.isBlank }.prefix {
            !$0.isSpace && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "}")
        }
        rest = rest[label.endIndex...]
        return ByteString(label)
    }

    private mutating func address() throws(Fault) -> Address? {
        rest = rest.drop { $0.isBlank }
        guard let byte = rest.first else { return nil }
        if byte.isDigit {
            let digits = rest.prefix { $0.isDigit }
            rest = rest.dropFirst(digits.count)
            if rest.first == UInt8(ascii: "~") {
                let step = rest.dropFirst().prefix { $0.isDigit }
                rest = rest.dropFirst(step.count + 1)
                return .step(digits.decimal ?? Int.max, step.decimal ?? 0)
            }
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
    mutating func takeText(until delimiter: UInt8) throws(Fault) -> [UInt8] {
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
        throw Fault(message: "unmatched '\(ByteString([delimiter]))'")
    }

    mutating func expression(_ pattern: [UInt8], ignoresCase: Bool) throws(Fault) -> RegularExpression {
        if pattern.isEmpty, let previous { return previous }
        do {
            let expression = try RegularExpression(pattern, syntax: syntax, ignoresCase: ignoresCase)
            previous = expression
            return expression
        } catch {
            throw Fault(message: "bad regex '\(pattern)': \(error.message)")
        }
    }
}
