/// Four bytes of text looked at together, the first in the lowest bits.
///
/// An octet of an IPv4 address and a group of an IPv6 address are at most three and four characters long, so one word
/// holds either with all that is needed to tell where it ends. Counting and converting the digits of a word takes no
/// branch; a loop over the bytes mispredicts at almost every octet, because their lengths are random.
struct TextWord {
    let bytes: UInt32

    /// The four bytes at `offset`; those past the end read as NUL, which no number contains.
    @inline(__always)
    init(_ text: Span<UInt8>, at offset: Int) {
        if offset &+ 4 <= text.count {
            // In bounds by the line above; any four bytes are a valid UInt32.
            let loaded = text.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self)
            bytes = UInt32(littleEndian: loaded)
        } else {
            var bytes: UInt32 = 0
            var index = offset
            while index < text.count {
                bytes |= UInt32(text[index]) << UInt32(8 &* (index &- offset))
                index &+= 1
            }
            self.bytes = bytes
        }
    }

    /// Whether the first byte is the digit zero.
    @inline(__always)
    var beginsWithZero: Bool { bytes & 0xff == 0x30 }

    /// How many decimal digits the word begins with: 0…4.
    @inline(__always)
    var decimalCount: Int {
        let digits = bytes ^ 0x3030_3030
        // A byte over 9 sets its top bit. A carry can only spoil bytes behind the first such one, which do not matter.
        return ((digits &+ 0x7676_7676 | digits) & 0x8080_8080).trailingZeroBitCount >> 3
    }

    /// The value of the first `count` (1…3) bytes, which are decimal digits.
    @inline(__always)
    func decimal(_ count: Int) -> UInt32 {
        let digits = (bytes ^ 0x3030_3030) &<< UInt32(truncatingIfNeeded: 32 &- 8 &* count)
        return (digits >> 8 & 0xff) &* 100 &+ (digits >> 16 & 0xff) &* 10 &+ digits >> 24
    }

    /// How many hexadecimal digits the word begins with: 0…4.
    @inline(__always)
    var hexadecimalCount: Int {
        let digits = bytes ^ 0x3030_3030
        let letters = (bytes | 0x2020_2020) ^ 0x6060_6060  // a…f become 1…6, and so do A…F
        let notDigit = (digits & 0x7f7f_7f7f) &+ 0x7676_7676 | digits
        let notLetter = ((letters & 0x7f7f_7f7f) &+ 0x7979_7979) | ~((letters & 0x7f7f_7f7f) &+ 0x7f7f_7f7f) | letters
        return (notDigit & notLetter & 0x8080_8080).trailingZeroBitCount >> 3
    }

    /// The value of the first `count` (1…4) bytes, which are hexadecimal digits.
    @inline(__always)
    func hexadecimal(_ count: Int) -> UInt32 {
        let nibbles = (bytes & 0x0f0f_0f0f) &+ (bytes >> 6 & 0x0101_0101) &* 9
        let ordered = (nibbles &<< UInt32(truncatingIfNeeded: 32 &- 8 &* count)).byteSwapped
        let pairs = (ordered | ordered >> 4) & 0x00ff_00ff
        return (pairs | pairs >> 8) & 0xffff
    }
}
