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
    /// Whether a `/*!` of MySQL is open, whose contents count.
    private var isInConditionalComment = false

    /// Lookups nested deeper stay as they are.
    static let deepestLookup = 16

    mutating func normalise(_ text: Span<UInt8>) {
        decoded.removeAll(keepingCapacity: true)
        text.withUnsafeBufferPointer { decoded.append(contentsOf: $0) }
        undoPercent()
        if decoded.contains(UInt8(ascii: "%")) { undoPercent() }
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
        open.removeAll(keepingCapacity: true)
        isInConditionalComment = false
        var tooDeep = 0
        var index = 0
        while index < decoded.count {
            let byte = decoded[index]
            if let end = passSpace(at: index) {
                index = end
                continue
            }
            index += 1
            if byte == UInt8(ascii: "$"), index < decoded.count, decoded[index] == UInt8(ascii: "{") {
                if open.count < Self.deepestLookup { open.append(output.count) } else { tooDeep += 1 }
                output.append(byte)
                output.append(UInt8(ascii: "{"))
                index += 1
            } else if byte == UInt8(ascii: "}"), tooDeep == 0, let start = open.popLast() {
                closeLookup(from: start)
            } else {
                if byte == UInt8(ascii: "}"), tooDeep > 0 { tooDeep -= 1 }
                put(byte)
            }
        }
    }

    /// Writes one space for what stands there and is worth no more; returns where that ends.
    private mutating func passSpace(at index: Int) -> Int? {
        let byte = decoded[index]
        if ASCII.isSpace(byte) {
            putSpace()
            return index + 1
        }
        if byte == UInt8(ascii: "$"), decoded[(index + 1)...].starts(with: Self.fieldSeparator) {
            putSpace()
            return index + 1 + Self.fieldSeparator.count
        }
        if byte == UInt8(ascii: "*"), isInConditionalComment, decoded[(index + 1)...].first == UInt8(ascii: "/") {
            isInConditionalComment = false
            putSpace()
            return index + 2
        }
        if byte == UInt8(ascii: "/"), let comment = SQLComment(in: decoded.span, at: index) {
            isInConditionalComment = isInConditionalComment || comment.isConditional
            putSpace()
            return comment.end
        }
        return nil
    }

    static let fieldSeparator = Array("IFS".utf8)

    func endsWith(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard output.count >= length else { return false }
        return UnsafeBufferPointer(start: text.utf8Start, count: length).elementsEqual(output.suffix(length))
    }

    mutating func putSpace() {
        if output.last != UInt8(ascii: " "), !endsWith("\":") { output.append(UInt8(ascii: " ")) }
    }

    private mutating func put(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: ":") where endsWith("\" "):
            output.removeLast()
            output.append(byte)
        case UInt8(ascii: "/") where endsWith("/."): output.removeLast()
        case UInt8(ascii: "/") where endsWith("/") && !endsWith(":/"): break
        default: output.append(byte)
        }
    }
}
