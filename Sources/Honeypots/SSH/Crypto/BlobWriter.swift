/// Writes the data types of RFC 4251 §5 that keys, signatures and exchange hashes are made of.
struct BlobWriter: Sendable {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ value: UInt32) {
        for shift: UInt32 in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    /// A string: its length, then its bytes.
    mutating func append(string: some Collection<UInt8>) {
        append(UInt32(truncatingIfNeeded: string.count))
        bytes += string
    }

    mutating func append(name: String) { append(string: name.utf8) }

    /// A whole number that is not negative, from its bytes in network order.
    mutating func append(number: some Collection<UInt8>) { append(string: Self.numberBody(number)) }

    /// The body of an `mpint`: no zero bytes in front but the one that keeps the number from being read as negative.
    static func numberBody(_ number: some Collection<UInt8>) -> [UInt8] {
        let digits = number.drop { $0 == 0 }
        guard let first = digits.first else { return [] }
        return first < 0x80 ? Array(digits) : [0] + digits
    }
}
