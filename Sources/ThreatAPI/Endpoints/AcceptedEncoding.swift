/// The `Accept-Encoding` field (RFC 9110 §12.5.3), as far as it is about gzip.
enum AcceptedEncoding {
    static func takesGzip(_ field: UnsafeRawBufferPointer) -> Bool {
        for part in field.split(separator: UInt8(ascii: ",")) {
            var pieces = part.split(separator: UInt8(ascii: ";"))
            let name = trimmed(pieces.removeFirst())
            guard isWord(name, "gzip") || isWord(name, "x-gzip") || isWord(name, "*") else { continue }
            return !pieces.contains { isRefusal(trimmed($0)) }
        }
        return false
    }

    /// A weight of zero: `q=0`, `q=0.0` …
    private static func isRefusal(_ parameter: Slice<UnsafeRawBufferPointer>) -> Bool {
        let weight = parameter.dropFirst(2)
        guard isWord(parameter.prefix(2), "q="), !weight.isEmpty else { return false }
        return weight.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
    }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        var bytes = bytes
        while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return bytes
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private static func isWord(_ bytes: Slice<UnsafeRawBufferPointer>, _ word: StaticString) -> Bool {
        ASCIIText.equalsIgnoringCase(bytes, word)
    }
}
