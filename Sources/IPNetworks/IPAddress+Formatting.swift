extension IPAddress: CustomStringConvertible {
    /// The longest canonical text, in bytes.
    package static let maximumTextLength = 39

    /// The canonical text: dotted decimal for IPv4, RFC 5952 for IPv6.
    package var description: String {
        String(unsafeUninitializedCapacity: Self.maximumTextLength) { write(into: $0) }
    }

    /// Writes the canonical text and returns its length in bytes.
    ///
    /// - Precondition: `buffer` holds at least ``maximumTextLength`` bytes.
    @discardableResult
    package func write(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        precondition(buffer.count >= Self.maximumTextLength)
        var writer = TextWriter(buffer: buffer)
        if let v4 {
            writer.decimal(v4 >> 24)
            writer.byte(UInt8(ascii: "."))
            writer.decimal(v4 >> 16 & 0xff)
            writer.byte(UInt8(ascii: "."))
            writer.decimal(v4 >> 8 & 0xff)
            writer.byte(UInt8(ascii: "."))
            writer.decimal(v4 & 0xff)
        } else {
            writeIPv6(&writer)
        }
        return writer.count
    }

    private func group(_ index: Int) -> UInt64 {
        (index < 4 ? high >> UInt64(48 - 16 * index) : low >> UInt64(48 - 16 * (index - 4))) & 0xffff
    }

    /// RFC 5952 §4: lower case, no leading zeros, the first longest run of two or more zero groups as "::".
    private func writeIPv6(_ writer: inout TextWriter) {
        var runStart = 8
        var runLength = 1  // a single zero group is not shortened (§4.2.2)
        var index = 0
        while index < 8 {
            let start = index
            while index < 8, group(index) == 0 { index += 1 }
            if index - start > runLength {
                runStart = start
                runLength = index - start
            }
            index += 1
        }
        index = 0
        while index < 8 {
            if index == runStart {
                writer.byte(UInt8(ascii: ":"))
                writer.byte(UInt8(ascii: ":"))
                index += runLength
            } else {
                if index != 0, index != runStart + runLength || runStart == 8 { writer.byte(UInt8(ascii: ":")) }
                writer.hexadecimal(group(index))
                index += 1
            }
        }
    }
}

/// Writes text into a buffer that the caller has checked to be large enough.
struct TextWriter {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    var count = 0

    init(buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

    mutating func byte(_ byte: UInt8) {
        buffer[count] = byte
        count += 1
    }

    /// A number below 1,000.
    mutating func decimal(_ value: UInt32) {
        if value >= 100 { byte(UInt8(ascii: "0") + UInt8(value / 100)) }
        if value >= 10 { byte(UInt8(ascii: "0") + UInt8(value / 10 % 10)) }
        byte(UInt8(ascii: "0") + UInt8(value % 10))
    }

    mutating func hexadecimal(_ value: UInt64) {
        var shift = 12
        while shift > 0, value >> UInt64(shift) == 0 { shift -= 4 }
        while shift >= 0 {
            let digit = UInt8(value >> UInt64(shift) & 0xf)
            byte(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            shift -= 4
        }
    }
}
