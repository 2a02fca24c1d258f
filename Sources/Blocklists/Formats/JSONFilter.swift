import IPNetworks

/// Makes lines of a plain list out of JSON (RFC 8259) that arrives in pieces: a line for each value at a pointer.
///
/// Nothing is built of what the JSON says but the path to where it is read, so that memory does not grow with it. Values
/// may follow one another, as in a file with an object a line.
struct JSONFilter: Sendable {
    private enum Phase: Equatable {
        case value
        /// Behind `[`.
        case valueOrEnd
        /// Behind `{`.
        case keyOrEnd
        case key
        case colon
        case string
        case escape
        /// Hexadecimal digits of an escape that are missing.
        case unicode(Int)
        /// A number, `true`, `false` or `null`.
        case literal
        case commaOrEnd
    }

    /// An object or array that is open.
    private struct Container {
        let isArray: Bool
        /// Whether the pointer leads into it.
        let isOnPath: Bool
        var index = 0
        /// Whether the pointer leads to the member that is being read.
        var leadsToMember = false
    }

    private static let deepest = 64
    private static let longestKey = 512

    private let pattern: JSONPattern
    private var phase = Phase.value
    private var open: [Container] = []
    private var text: [UInt8] = []
    private var escaped: UInt16 = 0
    private var isKey = false
    /// Whether the value that is being read is one of those that are wanted.
    private var isWanted = false
    private var values = 0
    private var found = 0
    /// What is dropped of a byte order mark.
    private var mark: [UInt8] = [0xef, 0xbb, 0xbf]

    init(_ pattern: JSONPattern) { self.pattern = pattern }

    /// Appends to `lines` the values that have become complete.
    mutating func consume(_ chunk: Span<UInt8>, into lines: inout [UInt8]) throws(ListRefusal) {
        for index in chunk.indices {
            if values == 0, open.isEmpty, chunk[index] == mark.first {
                mark.removeFirst()
                continue
            }
            mark = []
            try take(chunk[index], &lines)
        }
    }

    mutating func finish(into lines: inout [UInt8]) throws(ListRefusal) {
        if phase == .literal { endLiteral(&lines) }
        guard open.isEmpty, phase == .value else {
            throw .notInFormat("The JSON ends in the middle: it was cut.")
        }
        guard values == 0 || found > 0 else {
            throw .notInFormat("The JSON has no value at \(pattern.description.isEmpty ? "its root" : "\(pattern)").")
        }
    }

    private mutating func take(_ byte: UInt8, _ lines: inout [UInt8]) throws(ListRefusal) {
        switch phase {
        case .string, .escape, .unicode: return try takeInString(byte, &lines)
        case .literal:
            if Self.isLiteral(byte) { return keep(byte) }
            endLiteral(&lines)
        case .value, .valueOrEnd, .keyOrEnd, .key, .colon, .commaOrEnd: break
        }
        guard ![0x20, 0x09, 0x0a, 0x0d].contains(byte) else { return }
        switch phase {
        case .value: try beginValue(byte, &lines)
        case .valueOrEnd:
            if byte == UInt8(ascii: "]") { endContainer() } else { try beginValue(byte, &lines) }
        case .keyOrEnd where byte == UInt8(ascii: "}"): endContainer()
        case .keyOrEnd, .key:
            guard byte == UInt8(ascii: "\"") else { throw Self.unexpected(byte) }
            beginString(isKey: true)
        case .colon:
            guard byte == UInt8(ascii: ":") else { throw Self.unexpected(byte) }
            phase = .value
        case .commaOrEnd: try goOn(byte)
        case .string, .escape, .unicode, .literal: break
        }
    }

    // MARK: - Values

    private mutating func beginValue(_ byte: UInt8, _ lines: inout [UInt8]) throws(ListRefusal) {
        let isOnPath = open.last.map { container in
            container.isOnPath
                && (container.isArray
                    ? pattern.leads(at: open.count - 1, toElement: container.index) : container.leadsToMember)
        }
        isWanted = (isOnPath ?? true) && open.count == pattern.steps.count
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard open.count < Self.deepest else { throw .notInFormat("The JSON is nested too deeply.") }
            // Not an entry, whatever is in it.
            if isWanted { write([byte], &lines) }
            let isArray = byte == UInt8(ascii: "[")
            open.append(Container(isArray: isArray, isOnPath: isOnPath ?? true))
            phase = isArray ? .valueOrEnd : .keyOrEnd
        case UInt8(ascii: "\""):
            beginString(isKey: false)
        default:
            guard Self.isLiteral(byte) else { throw Self.unexpected(byte) }
            text.removeAll(keepingCapacity: true)
            phase = .literal
            keep(byte)
        }
    }

    private mutating func goOn(_ byte: UInt8) throws(ListRefusal) {
        guard let container = open.last else { throw Self.unexpected(byte) }
        switch byte {
        case UInt8(ascii: ","):
            open[open.count - 1].index += 1
            phase = container.isArray ? .value : .key
        case UInt8(ascii: "]") where container.isArray: endContainer()
        case UInt8(ascii: "}") where !container.isArray: endContainer()
        default: throw Self.unexpected(byte)
        }
    }

    private mutating func endContainer() {
        open.removeLast()
        endValue()
    }

    private mutating func endLiteral(_ lines: inout [UInt8]) {
        if isWanted { write(text, &lines) }
        endValue()
    }

    private mutating func endValue() {
        isWanted = false
        if open.isEmpty {
            values += 1
            phase = .value
        } else {
            phase = .commaOrEnd
        }
    }

    // MARK: - Strings

    private mutating func beginString(isKey: Bool) {
        self.isKey = isKey
        text.removeAll(keepingCapacity: true)
        phase = .string
    }

    private mutating func takeInString(_ byte: UInt8, _ lines: inout [UInt8]) throws(ListRefusal) {
        switch phase {
        case .escape:
            phase = .string
            switch byte {
            case UInt8(ascii: "u"):
                escaped = 0
                phase = .unicode(4)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): keep(byte)
            case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
                keep(UInt8(ascii: "?"))
            default: throw Self.unexpected(byte)
            }
        case .unicode(let missing):
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw Self.unexpected(byte) }
            escaped = escaped << 4 | UInt16(digit)
            phase = missing > 1 ? .unicode(missing - 1) : .string
            if missing == 1 { keepEscaped() }
        case .string, .value, .valueOrEnd, .keyOrEnd, .key, .colon, .literal, .commaOrEnd:
            switch byte {
            case UInt8(ascii: "\""): endString(&lines)
            case UInt8(ascii: "\\"): phase = .escape
            case 0..<0x20: throw Self.unexpected(byte)
            default: keep(byte)
            }
        }
    }

    private mutating func endString(_ lines: inout [UInt8]) {
        guard isKey else {
            if isWanted { write(text.isEmpty ? Array("\"\"".utf8) : text, &lines) }
            return endValue()
        }
        phase = .colon
        guard let container = open.last else { return }
        open[open.count - 1].leadsToMember =
            container.isOnPath && text.count <= Self.longestKey && pattern.leads(at: open.count - 1, to: text)
    }

    /// Halves of surrogate pairs are in no address and in no name that anybody asks for.
    private mutating func keepEscaped() {
        guard let scalar = Unicode.Scalar(escaped), escaped >= 0x20 else { return keep(UInt8(ascii: "?")) }
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { keep(byte) }
    }

    // MARK: - Bytes

    /// Text that nobody asks for is not kept.
    private mutating func keep(_ byte: UInt8) {
        if isKey && phase != .literal || isWanted, text.count <= ListRules.longestLine { text.append(byte) }
    }

    private mutating func write(_ entry: [UInt8], _ lines: inout [UInt8]) {
        found += 1
        lines += entry
        lines.append(UInt8(ascii: "\n"))
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func unexpected(_ byte: UInt8) -> ListRefusal {
        let shown = (0x21...0x7e).contains(byte) ? "'\(Unicode.Scalar(byte))'" : "byte \(byte)"
        return .notInFormat("This is no JSON: there is a \(shown) where none can be.")
    }
}
