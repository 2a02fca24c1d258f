/// Finds large primes, the same ones for the same generator.
enum PrimeSearch {
    /// How many odd numbers are sieved at once: about fifteen times as many as lie between two primes of 1536 bits.
    private static let window = 1 << 13
    /// Rounds with random bases after the first; three suffice for random numbers of 1024 bits and more (Handbook of
    /// Applied Cryptography, table 4.4).
    private static let rounds = 4

    /// A prime of `count` limbs, its two highest bits set, so that a product of two has twice the bits; not one more than a
    /// multiple of `exponent`, which must be prime.
    static func prime(
        limbs count: Int, exponent: UInt64, using generator: inout some RandomNumberGenerator
    ) -> [UInt64] {
        while true {
            var start = (0..<count).map { _ in generator.next() }
            start[0] |= 1
            start[count - 1] |= 3 << 62
            for index in unsieved(from: start) {
                var candidate = start
                if LimbArithmetic.add(UInt64(2 * index), to: &candidate) { break }
                guard LimbArithmetic.remainder(candidate, by: exponent) != 1 else { continue }
                if isPrime(candidate, using: &generator) { return candidate }
            }
        }
    }

    /// Which of the odd numbers from `start` on have no small divisor: the n-th is `start` plus 2n.
    private static func unsieved(from start: [UInt64]) -> [Int] {
        var isOpen = [Bool](repeating: true, count: window)
        for prime in SmallPrimes.odd {
            let rest = Int(LimbArithmetic.remainder(start, by: UInt64(prime)))
            let prime = Int(prime)
            // The least n with rest + 2n divisible; half of an odd distance is reached one round later.
            let distance = rest == 0 ? 0 : prime - rest
            let first = distance % 2 == 0 ? distance / 2 : (distance + prime) / 2
            for index in stride(from: first, to: window, by: prime) { isOpen[index] = false }
        }
        return isOpen.indices.filter { isOpen[$0] }
    }

    /// The test of Miller and Rabin. The base of the first round is two, as it is cheap and almost every composite fails.
    static func isPrime(_ number: [UInt64], using generator: inout some RandomNumberGenerator) -> Bool {
        guard let modulus = MontgomeryModulus(number) else { return false }
        var negative = modulus.limbs
        LimbArithmetic.subtract(modulus.one, from: &negative)
        var even = number
        even[0] &-= 1
        let zeros = even[0] == 0 ? 0 : even[0].trailingZeroBitCount
        // A number whose lowest limb is one is met once in 2^63 draws and passed over.
        guard zeros > 0 else { return false }
        let odd = even.indices.map { index in
            let above = index + 1 < even.count ? even[index + 1] << UInt64(64 - zeros) : 0
            return even[index] >> UInt64(zeros) | above
        }
        let exponent = LimbArithmetic.bytes(odd)
        guard passes(modulus.power(ofSmall: 2, exponent), modulus, negative, zeros) else { return false }
        for _ in 0..<rounds {
            // Any number less than the modulus is the form of some base.
            var base = modulus.limbs.map { _ in generator.next() }
            base[base.count - 1] >>= 1
            guard passes(modulus.power(base, exponent), modulus, negative, zeros) else { return false }
        }
        return true
    }

    private static func passes(
        _ power: [UInt64], _ modulus: MontgomeryModulus, _ negative: [UInt64], _ zeros: Int
    ) -> Bool {
        if power == modulus.one { return true }
        var value = power
        var scratch = [UInt64](repeating: 0, count: modulus.count + 2)
        var squarings = zeros - 1
        while value != negative, squarings > 0 {
            modulus.multiply(&value, by: value, &scratch)
            squarings -= 1
        }
        return value == negative
    }
}
