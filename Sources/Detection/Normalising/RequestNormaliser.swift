/// Brings a part of an HTTP request into the form that patterns are written for.
///
/// - Percent-encoding is undone, twice where it was done twice; `%uXXXX` and `+` too.
/// - White space of any kind and length becomes one space; so do `$IFS` and `${IFS}`.
/// - Lookups that only spell a character are resolved: `${lower:j}`, `${upper:N}`, `${::-n}`, `${env:NAME:-d}`.
///
/// Work and memory are proportional to the input.
struct RequestNormaliser: Sendable {
    private(set) var output: [UInt8] = []
    private var decoded: [UInt8] = []
    /// Where the `${` that are open begin in ``output``.
    private var open: [Int] = []

    /// Lookups nested deeper stay as they are.
    static let deepestLookup = 16

    mutating func normalise(_ text: Span<UInt8>) {
        decoded.removeAll(keepingCapacity: true)
        text.withUnsafeBufferPointer { decoded.append(contentsOf: $0) }
        undoPercent()
        if decoded.contains(UInt8(ascii: "%")) { undoPercent() }
        resolve()
    }

    /// Whether normalising would change nothing, so that there is nothing new to look at.
    static func isNormal(_ text: Span<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "$"): return false
            case _ where ASCII.isSpace(byte) && (byte != UInt8(ascii: " ") || previous == byte): return false
            default: previous = byte
            }
        }
        return true
    }
}

// MARK: - Percent-encoding

extension RequestNormaliser {
    /// Decodes in place: what is written never overtakes what is read.
    private mutating func undoPercent() {
        var length = 0
        var index = 0
        while index < decoded.count {
            var byte = decoded[index]
            var step = 1
            if byte == UInt8(ascii: "%"), let escape = escape(at: index) {
                (byte, step) = escape
            } else if byte == UInt8(ascii: "+") {
                byte = UInt8(ascii: " ")
            }
            decoded[length] = byte
            length += 1
            index += step
        }
        decoded.removeLast(decoded.count - length)
    }

    /// `%XX`, or `%uXXXX` for what fits one byte.
    private func escape(at index: Int) -> (byte: UInt8, length: Int)? {
        func hex(_ place: Int) -> UInt8? { place < decoded.count ? ASCII.hexValue(decoded[place]) : nil }
        if let high = hex(index + 1), let low = hex(index + 2) { return (high << 4 | low, 3) }
        if index + 1 < decoded.count, decoded[index + 1] | 0x20 == UInt8(ascii: "u"), hex(index + 2) == 0,
            hex(index + 3) == 0, let high = hex(index + 4), let low = hex(index + 5)
        {
            return (high << 4 | low, 6)
        }
        return nil
    }
}

// MARK: - White space and lookups

extension RequestNormaliser {
    private mutating func resolve() {
        output.removeAll(keepingCapacity: true)
        open.removeAll(keepingCapacity: true)
        var tooDeep = 0
        var index = 0
        while index < decoded.count {
            let byte = decoded[index]
            index += 1
            if byte == UInt8(ascii: "$"), index < decoded.count, decoded[index] == UInt8(ascii: "{") {
                if open.count < Self.deepestLookup { open.append(output.count) } else { tooDeep += 1 }
                output.append(byte)
                output.append(UInt8(ascii: "{"))
                index += 1
            } else if byte == UInt8(ascii: "}"), tooDeep == 0, let start = open.popLast() {
                close(from: start)
            } else if byte == UInt8(ascii: "$"), decoded[index...].starts(with: Self.fieldSeparator) {
                putSpace()
                index += Self.fieldSeparator.count
            } else if ASCII.isSpace(byte) {
                putSpace()
            } else {
                if byte == UInt8(ascii: "}"), tooDeep > 0 { tooDeep -= 1 }
                output.append(byte)
            }
        }
    }

    private static let fieldSeparator = Array("IFS".utf8)

    private mutating func putSpace() {
        if output.last != UInt8(ascii: " ") { output.append(UInt8(ascii: " ")) }
    }

    /// Replaces the `${…` that begins there by what it stands for; leaves it, closed, when that is not known.
    private mutating func close(from start: Int) {
        let content = output[(start + 2)...]
        if content.starts(with: Self.fieldSeparator) {
            output.removeLast(output.count - start)
            putSpace()
        } else if let value = Self.value(of: content) {
            output.removeSubrange(start..<value)
        } else {
            output.append(UInt8(ascii: "}"))
        }
    }

    /// Where the value begins in a lookup such as `lower:j` or `env:NAME:-d`.
    private static func value(of lookup: ArraySlice<UInt8>) -> Int? {
        let word = lookup.prefix(6).lazy.map(ASCII.lowercased)
        if word.elementsEqual("lower:".utf8) || word.elementsEqual("upper:".utf8) { return lookup.startIndex + 6 }
        var place = lookup.endIndex - 1
        while place > lookup.startIndex {
            if lookup[place] == UInt8(ascii: "-"), lookup[place - 1] == UInt8(ascii: ":") { return place + 1 }
            place -= 1
        }
        return nil
    }
}
