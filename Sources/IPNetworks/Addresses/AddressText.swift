/// Writes addresses as text into memory that the caller provides: dotted decimal for IPv4, RFC 5952 for IPv6.
///
/// Each function writes at `position` and moves it behind what it wrote. The memory must have room for the longest text
/// of its kind; it is checked, not assumed.
@usableFromInline
enum AddressText {
    @inline(__always)
    static func write(_ address: UInt32, to text: inout MutableSpan<UInt8>, at position: inout Int) {
        writeDecimal(address >> 24, to: &text, at: &position)
        append(UInt8(ascii: "."), to: &text, at: &position)
        writeDecimal(address >> 16 & 0xff, to: &text, at: &position)
        append(UInt8(ascii: "."), to: &text, at: &position)
        writeDecimal(address >> 8 & 0xff, to: &text, at: &position)
        append(UInt8(ascii: "."), to: &text, at: &position)
        writeDecimal(address & 0xff, to: &text, at: &position)
    }

    /// RFC 5952 §4: lower case, no leading zeros, the first longest run of two or more zero groups as "::".
    static func write(_ address: UInt128, to text: inout MutableSpan<UInt8>, at position: inout Int) {
        let gap = gapOfZeroGroups(in: address)
        var index = 0
        while index < 8 {
            if index == gap.lowerBound {
                append(UInt8(ascii: ":"), to: &text, at: &position)
                append(UInt8(ascii: ":"), to: &text, at: &position)
                index = gap.upperBound
            } else {
                if index > 0, index != gap.upperBound { append(UInt8(ascii: ":"), to: &text, at: &position) }
                writeHexadecimal(group(index, of: address), to: &text, at: &position)
                index &+= 1
            }
        }
    }

    /// `/length`.
    @usableFromInline
    static func writePrefixLength(_ length: UInt8, to text: inout MutableSpan<UInt8>, at position: inout Int) {
        append(UInt8(ascii: "/"), to: &text, at: &position)
        writeDecimal(UInt32(length), to: &text, at: &position)
    }

    /// A number below 1,000.
    @inline(__always)
    private static func writeDecimal(_ value: UInt32, to text: inout MutableSpan<UInt8>, at position: inout Int) {
        if value >= 100 { append(UInt8(ascii: "0") &+ UInt8(value / 100), to: &text, at: &position) }
        if value >= 10 { append(UInt8(ascii: "0") &+ UInt8(value / 10 % 10), to: &text, at: &position) }
        append(UInt8(ascii: "0") &+ UInt8(value % 10), to: &text, at: &position)
    }

    @inline(__always)
    private static func append(_ byte: UInt8, to text: inout MutableSpan<UInt8>, at position: inout Int) {
        text[position] = byte
        position &+= 1
    }

    private static func writeHexadecimal(_ group: UInt16, to text: inout MutableSpan<UInt8>, at position: inout Int) {
        var shift = max(0, (15 &- group.leadingZeroBitCount) & ~3)
        while shift >= 0 {
            let digit = UInt8(truncatingIfNeeded: group &>> UInt16(truncatingIfNeeded: shift)) & 0xf
            append(digit < 10 ? UInt8(ascii: "0") &+ digit : UInt8(ascii: "a") &+ digit &- 10, to: &text, at: &position)
            shift &-= 4
        }
    }

    private static func group(_ index: Int, of address: UInt128) -> UInt16 {
        UInt16(truncatingIfNeeded: address &>> UInt128(truncatingIfNeeded: 112 &- 16 &* index))
    }

    /// The groups that "::" replaces; an empty range behind the last group when there are none.
    private static func gapOfZeroGroups(in address: UInt128) -> Range<Int> {
        var longest = 8..<8
        var index = 0
        while index < 8 {
            let start = index
            while index < 8, group(index, of: address) == 0 { index &+= 1 }
            // A single group is not shortened (§4.2.2); of equals the first wins (§4.2.3).
            if index &- start > max(1, longest.count) { longest = start..<index }
            index &+= 1
        }
        return longest
    }
}
