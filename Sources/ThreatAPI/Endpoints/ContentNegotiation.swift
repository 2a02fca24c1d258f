/// The `Accept-Encoding` field (RFC 9110 §12.5.3).
enum ContentNegotiation {
    /// The coding that a client would rather have; of equally welcome ones, the first of ``ContentCoding``.
    ///
    /// A client that refuses everything is sent plain bytes: an error would help it less.
    static func coding(
        _ field: UnsafeRawBufferPointer?, of offered: [ContentCoding] = ContentCoding.allCases
    ) -> ContentCoding {
        guard let field else { return .identity }
        // Thousandths; `nil` where the field says nothing.
        var weights: [ContentCoding: Int] = [:]
        var others: Int?
        for part in field.split(separator: UInt8(ascii: ",")) {
            var pieces = part.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            let name = trimmed(pieces.removeFirst())
            let weight = pieces.lazy.compactMap { self.weight(trimmed($0)) }.first ?? 1000
            if ASCIIText.equals(name, "*") {
                others = weight
            } else if let coding = coding(named: name) {
                weights[coding] = weight
            }
        }
        var best = ContentCoding.identity
        var bestWeight = 0
        for coding in offered {
            // Plain bytes are welcome unless they are refused, but less than anything that is asked for.
            let weight = weights[coding] ?? (coding == .identity ? 0 : others ?? 0)
            if weight > bestWeight { (best, bestWeight) = (coding, weight) }
        }
        return best
    }

    private static func coding(named name: Slice<UnsafeRawBufferPointer>) -> ContentCoding? {
        if ASCIIText.equalsIgnoringCase(name, "x-gzip") { return .gzip }
        return ContentCoding.allCases.first { ASCIIText.equalsIgnoringCase(name, $0.name) }
    }

    /// `q=0.5` in thousandths; `nil` for another parameter, and a weight that is none counts as a refusal.
    private static func weight(_ parameter: Slice<UnsafeRawBufferPointer>) -> Int? {
        guard ASCIIText.equalsIgnoringCase(parameter.prefix(2), "q=") else { return nil }
        var digits = parameter.dropFirst(2)
        guard let whole = digits.popFirst() else { return 0 }
        if whole == UInt8(ascii: "1") { return 1000 }
        guard whole == UInt8(ascii: "0"), digits.popFirst() == UInt8(ascii: ".") else { return 0 }
        var weight = 0
        var place = 100
        for digit in digits.prefix(3) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return 0 }
            weight += Int(digit - UInt8(ascii: "0")) * place
            place /= 10
        }
        return weight
    }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        var bytes = bytes
        while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return bytes
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
