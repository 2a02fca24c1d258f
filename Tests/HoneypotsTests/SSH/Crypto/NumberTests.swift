import Testing

@testable import Honeypots

/// The powers were computed with Python's `pow`.
@Suite("Large numbers")
struct NumberTests {
    struct Power {
        var modulus: String
        var base: String
        var exponent: String
        var power: String
        /// Five to the same exponent.
        var powerOfFive: String
    }

    static let powers = [
        Power(
            modulus: "f2a74de452e6b439", base: "6513270e269e0d37", exponent: "c5c7fd0a6a3a450",
            power: "1c4c4ac3d23ea1aa", powerOfFive: "1e10081b9268c180"),
        Power(
            modulus: "9818e811892f902bd23f0824128b2f33", base: "1600a35a099950d836f675cc81e74ef5",
            exponent: "3d9c172411e20b8f6b0d549b6f03675a", power: "8ff37d14246a784ad2a833732eb298fd",
            powerOfFive: "404e06c2b1a7a9d2643c772d3ae63ce8"),
        Power(
            modulus: """
                8f6d05584ef8aa38922766581e27a1c08a6a63ec24ede6a46b4cb2424a23d5962217beaddbc496cb8e81973e0b
                ecd7b03898d190f9ebdacc0cb1e29c658cda1495e60af593bd04cf0fd630f1f29d0da9953f48f1a09f76b5a170
                b33839263059f28c105d1fb17c2390c192cfd3ac94af0f21ddb66cad4a268d116ece1738f7d9
                """,
            base: """
                2e05319acb5c74273f98e2774cbd87ad5c90a9587403e430ec66a78795e761d17731af10506bf2efc6f877186d
                76b07e881ed162ae2eb1547f15052434b9b5df9e7769b10f4205b4907a70c31012f037b64ce4228c38fb2918f1
                35d25f557203301850c5a38fd547923a736994e3bf911a61dbe22e44158bae97ba94d0eda82f
                """,
            exponent: """
                7ebff206867347214cdd2055930d6eaf14f4733f3e7d1bfbc7a2ea20b2f14c94
                """,
            power: """
                643a16e76ef8ba8d6bd9b78ba388a93ca72a2287fd618e473b4853f23fecac9791b42f6eb3879b3363e5607ba3
                5905ac2158712a3de176522a32dbde1723ffe4fc074fd6d3f1db119290150744151abaf25949ce996177eaaae1
                347673b6193db91881f4d019b2ea2e4270529d5d543c8fa52a05a4304b50e2e59b19382f405d
                """,
            powerOfFive: """
                7826cdef265c53d69a49102015c068d2868894e0d46a1e9c2fd85fd112b5ac7a31d9dfc05dbfe75b2723465b93
                2f944a5812a3d8e6ce997cc3d20e4365987494708c9980a91c0a979fd313fcbba1cb612f97a2b62a4373c1d9e1
                06cb8ec8218205c71ac67ce77564b12138e023898d2fdc2dc459c83eeba3b28cb669619d19bf
                """),
        // Everything at its greatest, and nothing at all.
        Power(
            modulus: "ffffffffffffffffffffffffffffffff", base: "fffffffffffffffffffffffffffffffe", exponent: "03",
            power: "fffffffffffffffffffffffffffffffe", powerOfFive: "7d"),
        Power(modulus: "8000000000000001", base: "00", exponent: "05", power: "00", powerOfFive: "0c35"),
        Power(modulus: "8000000000000001", base: "02", exponent: "00", power: "01", powerOfFive: "01"),
    ]

    private func modulus(_ digits: String) throws -> MontgomeryModulus {
        let bytes = CryptoSamples.bytes(digits)
        let limbs = try #require(LimbArithmetic.limbs(bytes, count: bytes.count / 8))
        return try #require(MontgomeryModulus(limbs))
    }

    @Test("Powers are right", arguments: powers.indices)
    func power(_ index: Int) throws {
        let sample = Self.powers[index]
        let modulus = try modulus(sample.modulus)
        let exponent = CryptoSamples.bytes(sample.exponent)
        func limbs(_ digits: String) throws -> [UInt64] {
            try #require(LimbArithmetic.limbs(CryptoSamples.bytes(digits), count: modulus.count))
        }
        let base = modulus.entering(try limbs(sample.base))
        #expect(modulus.leaving(base) == (try limbs(sample.base)))
        #expect(modulus.leaving(modulus.power(base, exponent)) == (try limbs(sample.power)))
        #expect(modulus.leaving(modulus.power(ofSmall: 5, exponent)) == (try limbs(sample.powerOfFive)))
        let five = modulus.entering(try limbs("05"))
        #expect(modulus.power(five, exponent) == modulus.power(ofSmall: 5, exponent))
    }

    @Test("Numbers that cannot be a modulus are refused")
    func moduli() {
        #expect(MontgomeryModulus([]) == nil)
        #expect(MontgomeryModulus([1 << 63]) == nil)
        #expect(MontgomeryModulus([3]) == nil)
        #expect(MontgomeryModulus([1 << 63 | 1]) != nil)
    }

    @Test("Limbs and bytes are the same number")
    func limbs() throws {
        #expect(LimbArithmetic.limbs([1, 2], count: 1) == [0x102])
        #expect(LimbArithmetic.limbs([0, 0, 1, 2, 3, 4, 5, 6, 7, 8], count: 1) == [0x102_0304_0506_0708])
        #expect(LimbArithmetic.limbs([1, 1, 2, 3, 4, 5, 6, 7, 8], count: 1) == nil)
        #expect(LimbArithmetic.limbs([], count: 2) == [0, 0])
        #expect(LimbArithmetic.bytes([0x102, 3]) == [0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 1, 2])
    }

    @Test("Sums, products and quotients carry")
    func carrying() {
        var number: [UInt64] = [.max, .max]
        #expect(LimbArithmetic.add(1, to: &number))
        #expect(number == [0, 0])
        #expect(LimbArithmetic.subtract([1, 0], from: &number))
        #expect(number == [.max, .max])
        #expect(LimbArithmetic.product(number, number) == [1, 0, .max - 1, .max])
        #expect(LimbArithmetic.remainder(number, by: 10) == 5)
        #expect(LimbArithmetic.divide(&number, by: 10) == 5)
        #expect(number == [0x9999_9999_9999_9999, 0x1999_9999_9999_9999])
        #expect(LimbArithmetic.isLess([2, 1], [1, 2]))
        #expect(!LimbArithmetic.isLess([1, 2], [1, 2]))
    }

    @Test("Primes are told from composites")
    func primes() throws {
        var random = SSHRandom(seed: 9)
        #expect(SmallPrimes.odd.count == 6541)
        #expect(SmallPrimes.odd.prefix(4) == [3, 5, 7, 11])
        #expect(SmallPrimes.odd.last == 65521)
        // 2^64 - 59 is a prime; the others are 2^64 - 57 and a strong pseudoprime's like: a square of a prime.
        #expect(PrimeSearch.isPrime([0 &- 59], using: &random))
        #expect(!PrimeSearch.isPrime([0 &- 57], using: &random))
        #expect(!PrimeSearch.isPrime(LimbArithmetic.product([0 &- 59], [0 &- 59]), using: &random))
        let prime = PrimeSearch.prime(limbs: 4, exponent: 65537, using: &random)
        #expect(prime[3] >> 62 == 3)
        #expect(LimbArithmetic.remainder(prime, by: 65537) != 1)
        var same = SSHRandom(seed: 10)
        var again = SSHRandom(seed: 10)
        #expect(
            PrimeSearch.prime(limbs: 4, exponent: 65537, using: &same)
                == PrimeSearch.prime(limbs: 4, exponent: 65537, using: &again))
    }
}
