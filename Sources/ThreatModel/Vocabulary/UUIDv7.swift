/// A time-ordered identifier (RFC 9562 §5.7): 48 bits of epoch milliseconds, then random bits.
///
/// Sessions and events carry one as their idempotency key; sorting by it sorts by time, so an index grows at its end.
package struct UUIDv7: Hashable, Comparable, Sendable {
    package let bits: UInt128

    /// Any UUID as its 128 bits in network order.
    package init(bits: UInt128) { self.bits = bits }

    /// A new identifier for something that happens at `time`.
    package init(at time: Timestamp, using generator: inout some RandomNumberGenerator) {
        let random = UInt128(generator.next() as UInt64) << 64 | UInt128(generator.next() as UInt64)
        let stamp = UInt128(UInt64(bitPattern: time.milliseconds) & 0xffff_ffff_ffff) << 80
        let version: UInt128 = 7 << 76
        let variant: UInt128 = 0b10 << 62
        let randomMask: UInt128 = ~(0xffff_ffff_ffff << 80 | 0xf << 76 | 0b11 << 62)
        bits = stamp | version | variant | random & randomMask
    }

    /// An identifier for one of the things that belong together: random are the bits of the whole's identifier, beside
    /// which the thing's number stands. Texts of such identifiers have most digits in common, and compress.
    package init(at time: Timestamp, number: UInt32, of whole: UUIDv7) {
        let stamp = UInt128(UInt64(bitPattern: time.milliseconds) & 0xffff_ffff_ffff) << 80
        let low = UInt128(number & 0xfff) << 64
        // A number beyond 12 bits changes random ones.
        let high = UInt128(number >> 12)
        let shared = whole.bits & UInt128(UInt64.max)
        bits = stamp | 7 << 76 | low | (shared ^ high)
    }

    package init(at time: Timestamp) {
        var generator = SystemRandomNumberGenerator()
        self.init(at: time, using: &generator)
    }

    /// The moment in the first 48 bits.
    package var time: Timestamp { Timestamp(milliseconds: Int64(bits >> 80)) }

    package static func < (a: Self, b: Self) -> Bool { a.bits < b.bits }
}

extension UUIDv7: LosslessStringConvertible {
    /// `8-4-4-4-12` lower-case hexadecimal digits.
    package var description: String {
        var text = ""
        text.reserveCapacity(36)
        for position in 0..<32 {
            if position == 8 || position == 12 || position == 16 || position == 20 { text.append("-") }
            let digit = UInt8(truncatingIfNeeded: bits >> UInt128(124 - 4 * position)) & 0xf
            text.append(Character(UnicodeScalar(digit < 10 ? 48 + digit : 87 + digit)))
        }
        return text
    }

    /// Any UUID in `8-4-4-4-12` form, either case.
    package init?(_ text: String) {
        var bits: UInt128 = 0
        var position = 0
        for byte in text.utf8 {
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard position < 36, let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
                bits = bits << 4 | UInt128(digit)
            }
            position += 1
        }
        guard position == 36 else { return nil }
        self.bits = bits
    }
}

extension UUIDv7: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let identifier = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a UUID")
        }
        self = identifier
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
