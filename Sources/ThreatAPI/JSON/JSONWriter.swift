import Observability

/// Writes JSON into a growing array of bytes, in the order it is told to: answers have their fields always in the same
/// places, and cost no more than their bytes.
struct JSONWriter: Sendable {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// Text that is JSON already: punctuation, names, `null`.
    @inline(__always)
    mutating func literal(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// ASCII text that is JSON already or needs no escaping.
    mutating func plain(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// One byte of such text.
    @inline(__always)
    mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: text) }

    /// Bytes that are JSON already.
    mutating func raw(_ json: [UInt8]) { bytes.append(contentsOf: json) }

    mutating func integer(_ value: some FixedWidthInteger & UnsignedInteger) { decimal(UInt64(value)) }

    mutating func integer(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        decimal(UInt64(value.magnitude))
    }

    mutating func integer(_ value: Int64) { integer(Int(value)) }

    mutating func bool(_ value: Bool) { value ? literal("true") : literal("false") }

    mutating func string(_ text: String) { JSONText.append(text, to: &bytes) }

    mutating func string(utf8 text: UnsafeBufferPointer<UInt8>) { JSONText.append(utf8: text, to: &bytes) }

    /// `[`, the elements as `write` gives them, `]`.
    mutating func array<Element>(_ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void) {
        var isFirst = true
        literal("[")
        for element in elements {
            if !isFirst { literal(",") }
            isFirst = false
            write(&self, element)
        }
        literal("]")
    }

    /// Forgets what was written and keeps the room.
    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    private mutating func decimal(_ value: UInt64) {
        guard value >= 10 else { return bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = value
            var start = 20
            while rest > 0 {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            bytes.append(contentsOf: digits[start...])
        }
    }
}
