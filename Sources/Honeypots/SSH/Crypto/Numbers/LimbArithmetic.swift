/// Arithmetic on whole numbers in limbs of 64 bits, the lowest first.
enum LimbArithmetic {
    /// The number of these bytes in network order, in just as many limbs; nil if it does not fit.
    static func limbs(_ bytes: some BidirectionalCollection<UInt8>, count: Int) -> [UInt64]? {
        var limbs = [UInt64](repeating: 0, count: count)
        for (index, byte) in bytes.reversed().enumerated() {
            guard index / 8 < count else {
                if byte != 0 { return nil }
                continue
            }
            limbs[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
        }
        return limbs
    }

    /// The number's bytes in network order, eight for each limb.
    static func bytes(_ limbs: [UInt64]) -> [UInt8] {
        limbs.reversed().flatMap { limb in
            stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: limb >> $0) }
        }
    }

    /// Whether `a` is less than `b`, both of as many limbs.
    static func isLess(_ a: [UInt64], _ b: [UInt64]) -> Bool {
        for index in a.indices.reversed() where a[index] != b[index] { return a[index] < b[index] }
        return false
    }

    /// Adds a word to `a`; true if the sum does not fit.
    @discardableResult
    static func add(_ word: UInt64, to a: inout [UInt64]) -> Bool {
        var carry = word
        for index in a.indices {
            guard carry != 0 else { return false }
            let (sum, overflows) = a[index].addingReportingOverflow(carry)
            a[index] = sum
            carry = overflows ? 1 : 0
        }
        return carry != 0
    }

    /// Takes `b` from `a`, which has as many limbs; true if it was the greater one.
    @discardableResult
    static func subtract(_ b: [UInt64], from a: inout [UInt64]) -> Bool {
        var borrow = false
        for index in a.indices {
            let (first, one) = a[index].subtractingReportingOverflow(b[index])
            let (second, two) = first.subtractingReportingOverflow(borrow ? 1 : 0)
            a[index] = second
            borrow = one || two
        }
        return borrow
    }

    /// Twice the number; true if the highest bit fell out.
    static func double(_ a: inout [UInt64]) -> Bool {
        var carry: UInt64 = 0
        for index in a.indices {
            let next = a[index] >> 63
            a[index] = a[index] << 1 | carry
            carry = next
        }
        return carry != 0
    }

    static func product(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
        var result = [UInt64](repeating: 0, count: a.count + b.count)
        for (i, word) in b.enumerated() {
            var carry: UInt64 = 0
            for (j, other) in a.enumerated() {
                let sum = UInt128(word) &* UInt128(other) &+ UInt128(result[i + j]) &+ UInt128(carry)
                result[i + j] = UInt64(truncatingIfNeeded: sum)
                carry = UInt64(truncatingIfNeeded: sum >> 64)
            }
            result[i + a.count] = carry
        }
        return result
    }

    /// Divides by a word that is not zero, and tells what remains.
    static func divide(_ a: inout [UInt64], by word: UInt64) -> UInt64 {
        var rest: UInt64 = 0
        for index in a.indices.reversed() {
            let (quotient, remainder) = word.dividingFullWidth((rest, a[index]))
            a[index] = quotient
            rest = remainder
        }
        return rest
    }

    /// What remains of a division by a word that is not zero.
    static func remainder(_ a: [UInt64], by word: UInt64) -> UInt64 {
        a.reversed().reduce(0) { word.dividingFullWidth(($0, $1)).remainder }
    }
}
