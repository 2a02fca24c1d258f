/// Calculating modulo an odd number whose highest limb is filled, by Montgomery's method ("Modular Multiplication Without
/// Trial Division", 1985): numbers stand multiplied by R, two to the number of the modulus's bits.
struct MontgomeryModulus: Sendable {
    /// The modulus, the lowest limb first.
    let limbs: [UInt64]
    /// The negated inverse of the lowest limb modulo 2^64.
    private let inverse: UInt64
    /// R: one, as it stands here.
    let one: [UInt64]
    /// R twice multiplied: turns a number into how it stands here.
    private var square: [UInt64]

    var count: Int { limbs.count }

    /// - Returns: nil unless the number is odd and its highest bit is set.
    init?(_ limbs: [UInt64]) {
        guard let low = limbs.first, low & 1 == 1, let high = limbs.last, high >> 63 == 1 else { return nil }
        self.limbs = limbs
        // Newton's iteration doubles the right bits: 3, 6, 12, 24, 48, 96.
        var inverse = low
        for _ in 0..<5 { inverse = inverse &* (2 &- low &* inverse) }
        self.inverse = 0 &- inverse
        // R is less than twice the modulus.
        one = limbs.enumerated().map { index, limb in index == 0 ? 0 &- limb : ~limb }
        square = one
        square = powerOfTwo(limbs.count * 64)
    }

    /// Two to that power, as it stands here.
    private func powerOfTwo(_ exponent: Int) -> [UInt64] {
        var result = one
        var scratch = [UInt64](repeating: 0, count: count + 2)
        for bit in stride(from: Int.bitWidth - 1 - exponent.leadingZeroBitCount, through: 0, by: -1) {
            multiply(&result, by: result, &scratch)
            if exponent >> bit & 1 == 1 { multiply(&result, bySmall: 2) }
        }
        return result
    }

    /// The number as it stands here; it has to be less than the modulus and of as many limbs.
    func entering(_ number: [UInt64]) -> [UInt64] {
        var result = number
        var scratch = [UInt64](repeating: 0, count: count + 2)
        multiply(&result, by: square, &scratch)
        return result
    }

    /// The number itself.
    func leaving(_ number: [UInt64]) -> [UInt64] {
        var result = number
        var scratch = [UInt64](repeating: 0, count: count + 2)
        var unit = [UInt64](repeating: 0, count: count)
        unit[0] = 1
        multiply(&result, by: unit, &scratch)
        return result
    }

    /// `a` times `b`, divided by R. `scratch` has two limbs more than the modulus.
    func multiply(_ a: inout [UInt64], by b: [UInt64], _ scratch: inout [UInt64]) {
        let carry = scratch.withUnsafeMutableBufferPointer { t in
            a.withUnsafeBufferPointer { a in
                b.withUnsafeBufferPointer { b in
                    limbs.withUnsafeBufferPointer { n in Self.multiply(t, a, b, n, inverse) }
                }
            }
        }
        a.withUnsafeMutableBufferPointer { a in
            scratch.withUnsafeBufferPointer { t in
                for index in 0..<min(a.count, t.count) { a[index] = t[index] }
            }
        }
        if carry != 0 || !LimbArithmetic.isLess(a, limbs) { LimbArithmetic.subtract(limbs, from: &a) }
    }

    /// The product into `t`, and the carry out of it: for each limb of `b` in turn that multiple of `a`, and as much of the
    /// modulus as makes the lowest limb vanish.
    private static func multiply(
        _ t: UnsafeMutableBufferPointer<UInt64>, _ a: UnsafeBufferPointer<UInt64>, _ b: UnsafeBufferPointer<UInt64>,
        _ n: UnsafeBufferPointer<UInt64>, _ inverse: UInt64
    ) -> UInt64 {
        let count = n.count
        guard t.count >= count + 2, a.count == count, b.count == count, let t = t.baseAddress, let a = a.baseAddress,
            let b = b.baseAddress, let modulus = n.baseAddress
        else { return 0 }
        var index = 0
        while index < count + 2 {
            t[index] = 0
            index &+= 1
        }
        // Unoptimised code pays for every local value of every round: there are few, and they live outside of the loops.
        var i = 0
        var j = 0
        var word: UInt64 = 0
        var carry: UInt64 = 0
        var sum: UInt64 = 0
        var term: UInt64 = 0
        var product: (high: UInt64, low: UInt64) = (0, 0)
        while i < count {
            word = b[i]
            carry = 0
            j = 0
            // The lower half of word * a + t + carry, which fits into 128 bits exactly; the upper half is the next carry.
            while j < count {
                product = word.multipliedFullWidth(by: a[j])
                term = t[j]
                sum = product.low &+ term
                if sum < term { product.high = product.high &+ 1 }
                sum = sum &+ carry
                if sum < carry { product.high = product.high &+ 1 }
                t[j] = sum
                carry = product.high
                j = j &+ 1
            }
            sum = t[count] &+ carry
            t[count] = sum
            t[count &+ 1] = sum < carry ? 1 : 0
            // The same with the modulus, moved down by a limb: the lowest one is zero.
            word = t[0] &* inverse
            product = word.multipliedFullWidth(by: modulus[0])
            carry = t[0] != 0 ? product.high &+ 1 : product.high
            j = 1
            while j < count {
                product = word.multipliedFullWidth(by: modulus[j])
                term = t[j]
                sum = product.low &+ term
                if sum < term { product.high = product.high &+ 1 }
                sum = sum &+ carry
                if sum < carry { product.high = product.high &+ 1 }
                t[j &- 1] = sum
                carry = product.high
                j = j &+ 1
            }
            sum = t[count] &+ carry
            t[count &- 1] = sum
            t[count] = t[count &+ 1] &+ (sum < carry ? 1 : 0)
            i = i &+ 1
        }
        return t[count]
    }

    /// A few times the number, modulo the modulus.
    func multiply(_ a: inout [UInt64], bySmall factor: Int) {
        if factor == 2 {
            let carry = LimbArithmetic.double(&a)
            if carry || !LimbArithmetic.isLess(a, limbs) { LimbArithmetic.subtract(limbs, from: &a) }
            return
        }
        let addend = a
        for _ in 1..<max(2, factor) { add(addend, to: &a) }
    }

    private func add(_ b: [UInt64], to a: inout [UInt64]) {
        var carry = false
        for index in a.indices {
            let (first, one) = a[index].addingReportingOverflow(b[index])
            let (second, two) = first.addingReportingOverflow(carry ? 1 : 0)
            a[index] = second
            carry = one || two
        }
        if carry || !LimbArithmetic.isLess(a, limbs) { LimbArithmetic.subtract(limbs, from: &a) }
    }
}
