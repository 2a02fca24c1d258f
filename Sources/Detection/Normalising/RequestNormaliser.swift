/// Brings a part of an HTTP request into the form that patterns are written for.
///
/// - Percent-encoding is undone, twice where it was done twice; `%uXXXX` and `+` too.
/// - So are the escapes of JSON and of programs (`\u0024`, `\x24`, `\/`), the overlong UTF-8 and the wide characters that
///   careless decoders take for ASCII (`%c0%ae`, `%uff0e`).
/// - White space of any kind and length becomes one space; so do `$IFS`, `${IFS}` and short comments of SQL. Around the
///   colon after a name of JSON it goes.
/// - `//` and `/./` become `/`, but not in `://`.
/// - Lookups that only spell a character are resolved: `${lower:j}`, `${upper:N}`, `${::-n}`, `${env:NAME:-d}`.
///
/// Work and memory are proportional to the input.
struct RequestNormaliser: Sendable {
    var output: [UInt8] = []
    /// The text, with one encoding after the other undone.
    var decoded: [UInt8] = []
    /// Where the `${` that are open begin in ``output``.
    var open: [Int] = []
    /// Those beyond ``deepestLookup``.
    private var openTooDeep = 0
    /// Whether a `/*!` of MySQL is open, whose contents count.
    private var isInConditionalComment = false

    /// Lookups nested deeper stay as they are.
    static let deepestLookup = 16

    mutating func normalise(_ text: Span<UInt8>) {
        decoded.removeAll(keepingCapacity: true)
        text.withUnsafeBufferPointer { decoded.append(contentsOf: $0) }
        if undoPercent() { _ = undoPercent() }
        undoEscapes()
        resolve()
    }

    /// Whether normalising surely changes nothing, so that there is nothing new to look at.
    static func isNormal(_ text: Span<UInt8>) -> Bool {
        var before: UInt8 = 0
        var previous: UInt8 = 0
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "$"), UInt8(ascii: "\\"): return false
            // What overlong and wide characters begin with.
            case 0xc0, 0xc1, 0xe0, 0xef: return false
            case UInt8(ascii: "/") where previous == UInt8(ascii: "/") && before != UInt8(ascii: ":"): return false
            case UInt8(ascii: "/") where previous == UInt8(ascii: ".") && before == UInt8(ascii: "/"): return false
            case UInt8(ascii: "*") where previous == UInt8(ascii: "/"): return false
            case UInt8(ascii: ":") where previous == UInt8(ascii: " ") && before == UInt8(ascii: "\""): return false
            case UInt8(ascii: " ") where previous == UInt8(ascii: ":") && before == UInt8(ascii: "\""): return false
            case _ where ASCII.isSpace(byte) && (byte != UInt8(ascii: " ") || previous == byte): return false
            default: (before, previous) = (previous, byte)
            }
        }
        return true
    }
}

// MARK: - What is left when encodings are undone

extension RequestNormaliser {
    private mutating func resolve() {
        output.removeAll(keepingCapacity: true)
        output.reserveCapacity(decoded.count)
        open.removeAll(keepingCapacity: true)
        openTooDeep = 0
        isInConditionalComment = false
        var index = 0
        while index < decoded.count {
            let byte = decoded[index]
            switch byte {
            case UInt8(ascii: " "), 0x09...0x0d:
                putSpace()
                index += 1
            case UInt8(ascii: "$"): index = passDollar(at: index)
            case UInt8(ascii: "}"):
                closeBrace()
                index += 1
            case UInt8(ascii: "/"): index = passSlash(at: index)
            case UInt8(ascii: "*"): index = passStar(at: index)
            case UInt8(ascii: ":"):
                if endsWith(UInt8(ascii: "\""), UInt8(ascii: " ")) { output.removeLast() }
                output.append(byte)
                index += 1
            default:
                output.append(byte)
                index += 1
            }
        }
    }

    /// Whether another byte stands there.
    private func has(_ byte: UInt8, at index: Int) -> Bool { index < decoded.count && decoded[index] == byte }

    private func endsWith(_ first: UInt8, _ second: UInt8) -> Bool {
        output.count >= 2 && output[output.count - 1] == second && output[output.count - 2] == first
    }

    mutating func putSpace() {
        if output.last != UInt8(ascii: " "), !endsWith(UInt8(ascii: "\""), UInt8(ascii: ":")) {
            output.append(UInt8(ascii: " "))
        }
    }

    /// A lookup that begins, a field separator of shells, or the sign alone; returns where it ends.
    private mutating func passDollar(at index: Int) -> Int {
        if has(UInt8(ascii: "{"), at: index + 1) {
            if open.count < Self.deepestLookup { open.append(output.count) } else { openTooDeep += 1 }
            output.append(UInt8(ascii: "$"))
            output.append(UInt8(ascii: "{"))
            return index + 2
        }
        if has(UInt8(ascii: "I"), at: index + 1), has(UInt8(ascii: "F"), at: index + 2),
            has(UInt8(ascii: "S"), at: index + 3)
        {
            putSpace()
            return index + 4
        }
        output.append(UInt8(ascii: "$"))
        return index + 1
    }

    private mutating func closeBrace() {
        if openTooDeep > 0 {
            openTooDeep -= 1
            output.append(UInt8(ascii: "}"))
        } else if let start = open.popLast() {
            closeLookup(from: start)
        } else {
            output.append(UInt8(ascii: "}"))
        }
    }

    /// A comment, a folder that is no other (`//`, `/./`), or the sign alone; returns where it ends.
    private mutating func passSlash(at index: Int) -> Int {
        if has(UInt8(ascii: "*"), at: index + 1), let comment = SQLComment(in: decoded.span, at: index) {
            isInConditionalComment = isInConditionalComment || comment.isConditional
            putSpace()
            return comment.end
        }
        if endsWith(UInt8(ascii: "/"), UInt8(ascii: ".")) {
            output.removeLast()
        } else if output.last != UInt8(ascii: "/") || endsWith(UInt8(ascii: ":"), UInt8(ascii: "/")) {
            output.append(UInt8(ascii: "/"))
        }
        return index + 1
    }

    private mutating func passStar(at index: Int) -> Int {
        if isInConditionalComment, has(UInt8(ascii: "/"), at: index + 1) {
            isInConditionalComment = false
            putSpace()
            return index + 2
        }
        output.append(UInt8(ascii: "*"))
        return index + 1
    }
}
