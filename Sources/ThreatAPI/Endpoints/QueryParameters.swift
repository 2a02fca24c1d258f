/// A query as it came: `name=value` pairs between ampersands. Clients do not encode: commas and plus signs stand for
/// themselves; `%XX` is decoded where it occurs.
struct QueryParameters {
    /// Pairs that a query may have: one that is not looked at would not be obeyed.
    static let maximumCount = 64

    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    func forEach(_ body: (_ name: String, _ value: String) throws(RequestError) -> Void) throws(RequestError) {
        guard !bytes.isEmpty else { return }
        let pairs = bytes.split(separator: UInt8(ascii: "&"), maxSplits: Self.maximumCount)
        guard pairs.count <= Self.maximumCount else {
            throw .badRequest("the query may have at most \(Self.maximumCount) parameters")
        }
        // A parameter given twice would be half obeyed, whichever of its values counted.
        var names: [String] = []
        for pair in pairs {
            let equals = pair.firstIndex(of: UInt8(ascii: "="))
            guard let name = Self.decoded(pair[..<(equals ?? pair.endIndex)]),
                let value = Self.decoded(equals.map { pair[($0 + 1)...] } ?? pair[pair.endIndex...])
            else { throw .badRequest("the query is not UTF-8") }
            guard !names.contains(name) else { throw .badRequest("'\(name)' may be given only once") }
            if pairs.count > 1 { names.append(name) }
            try body(name, value)
        }
    }

    /// Text with its `%XX` decoded; `nil` when that is no UTF-8. A percent sign without two digits stands for itself.
    static func decoded(_ bytes: some Collection<UInt8>) -> String? {
        guard bytes.contains(UInt8(ascii: "%")) else { return String(validating: bytes, as: UTF8.self) }
        var result: [UInt8] = []
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let high = hexDigit(rest[rest.startIndex]),
                let low = hexDigit(rest[rest.startIndex + 1])
            {
                result.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return String(validating: result, as: UTF8.self)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) }
    }
}
