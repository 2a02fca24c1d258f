import ThreatModel

/// The `id` of a STIX object (STIX 2.1 §2.9): its type and a UUID.
struct STIXIdentifier: Hashable, Sendable {
    /// The types of objects that there are here, in the order in which they are handed out.
    enum Kind: String, CaseIterable, Sendable {
        case identity
        case indicator
    }

    let kind: Kind
    let bits: UInt128

    /// A version 4 UUID (RFC 9562 §5.4) of so many random bits; those that say its version and variant are replaced.
    init(_ kind: Kind, random bits: UInt128) {
        self.kind = kind
        self.bits = bits & ~(0xf << 76 | 0b11 << 62) | 0x4 << 76 | 0b10 << 62
    }

    /// `nil` for what is not the id of such an object.
    init?(_ text: some StringProtocol) {
        guard let dashes = text.firstRange(of: "--"), let kind = Kind(rawValue: String(text[..<dashes.lowerBound])),
            let uuid = UUIDv7(String(text[dashes.upperBound...]))
        else { return nil }
        self.kind = kind
        bits = uuid.bits
    }

    var text: String { "\(kind.rawValue)--\(UUIDv7(bits: bits))" }
}

extension JSONWriter {
    /// `"indicator--…"`
    mutating func identifier(_ identifier: STIXIdentifier) {
        literal("\"")
        switch identifier.kind {
        case .identity: literal("identity--")
        case .indicator: literal("indicator--")
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 36) { text in
            var place = 0
            for position in 0..<32 {
                if position == 8 || position == 12 || position == 16 || position == 20 {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                let digit = UInt8(truncatingIfNeeded: identifier.bits >> UInt128(124 - 4 * position)) & 0xf
                text[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
                place += 1
            }
            append(UnsafeBufferPointer(text))
        }
        literal("\"")
    }
}
