/// A natural number of any size up to a bound, in parts of nine decimal digits, the least first.
struct Natural: Hashable, Sendable {
    static let base: UInt64 = 1_000_000_000
    /// Parts a number may have; what would be larger is refused before it is made.
    static let mostLimbs = 600

    /// Without zeros at the end: zero has none.
    private(set) var limbs: [UInt32]

    init(limbs: [UInt32] = []) {
        self.limbs = limbs
        while self.limbs.last == 0 { self.limbs.removeLast() }
    }

    init(_ value: Int) {
        var rest = UInt64(value.magnitude)
        var limbs: [UInt32] = []
        while rest > 0 {
            limbs.append(UInt32(rest % Self.base))
            rest /= Self.base
        }
        self.limbs = limbs
    }

    /// Decimal digits.
    init(digits: some BidirectionalCollection<UInt8>) {
        var limbs: [UInt32] = []
        var (limb, unit): (UInt32, UInt32) = (0, 1)
        for digit in digits.reversed() {
            limb += UInt32(digit &- 0x30) * unit
            if unit == 100_000_000 {
                limbs.append(limb)
                (limb, unit) = (0, 1)
            } else {
                unit *= 10
            }
        }
        limbs.append(limb)
        self.init(limbs: limbs)
    }

    var isZero: Bool { limbs.isEmpty }
    var isOdd: Bool { (limbs.first ?? 0) & 1 == 1 }
    /// As a machine's number; nil: it does not fit.
    var small: Int? {
        guard limbs.count <= 2 else { return nil }
        return limbs.reversed().reduce(0) { $0 * Int(Self.base) + Int($1) }
    }

    var digits: ByteString {
        guard let last = limbs.last else { return "0" }
        var text = String(last)
        for limb in limbs.dropLast().reversed() { text += String(UInt64(limb) + Self.base).dropFirst() }
        return ByteString(text)
    }

    static func + (a: Self, b: Self) -> Self {
        var sum: [UInt32] = []
        var carry: UInt64 = 0
        for index in 0..<max(a.limbs.count, b.limbs.count) {
            let part = carry + UInt64(a.limb(index)) + UInt64(b.limb(index))
            sum.append(UInt32(part % base))
            carry = part / base
        }
        sum.append(UInt32(carry))
        return Self(limbs: sum)
    }

    /// `b` must not be larger.
    static func - (a: Self, b: Self) -> Self {
        var difference: [UInt32] = []
        var borrow: UInt64 = 0
        for index in 0..<a.limbs.count {
            let part = UInt64(a.limb(index)) + base - UInt64(b.limb(index)) - borrow
            difference.append(UInt32(part % base))
            borrow = part < base ? 1 : 0
        }
        return Self(limbs: difference)
    }

    static func * (a: Self, b: Self) -> Self {
        guard !a.isZero, !b.isZero else { return Self() }
        var product = [UInt32](repeating: 0, count: a.limbs.count + b.limbs.count)
        for (i, x) in a.limbs.enumerated() {
            var carry: UInt64 = 0
            for (j, y) in b.limbs.enumerated() {
                let part = UInt64(x) * UInt64(y) + UInt64(product[i + j]) + carry
                product[i + j] = UInt32(part % base)
                carry = part / base
            }
            product[i + b.limbs.count] = UInt32(carry)
        }
        return Self(limbs: product)
    }

    /// Long division (Knuth, TAOCP 4.3.1, algorithm D); nil: by zero.
    func divided(by divisor: Self) -> (quotient: Self, rest: Self)? {
        guard let top = divisor.limbs.last else { return nil }
        guard self >= divisor else { return (Self(), self) }
        if divisor.limbs.count == 1 {
            var rest: UInt64 = 0
            var quotient = limbs
            for index in limbs.indices.reversed() {
                let part = rest * Self.base + UInt64(limbs[index])
                quotient[index] = UInt32(part / UInt64(top))
                rest = part % UInt64(top)
            }
            return (Self(limbs: quotient), Self(limbs: [UInt32(rest)]))
        }
        // Both are made larger so that guesses are nearly right.
        let factor = Self(Int(Self.base / (UInt64(top) + 1)))
        let b = (divisor * factor).limbs
        var a = (self * factor).limbs
        while a.count <= limbs.count { a.append(0) }
        let size = b.count
        var quotient = [UInt32](repeating: 0, count: a.count - size)
        for place in quotient.indices.reversed() {
            let head = UInt64(a[place + size]) * Self.base + UInt64(a[place + size - 1])
            var guess = head / UInt64(b[size - 1])
            var rest = head % UInt64(b[size - 1])
            while guess >= Self.base
                || guess * UInt64(b[size - 2]) > rest * Self.base + UInt64(a[place + size - 2])
            {
                guess -= 1
                rest += UInt64(b[size - 1])
                if rest >= Self.base { break }
            }
            var (carry, borrow): (UInt64, UInt64) = (0, 0)
            for index in 0..<size {
                let product = guess * UInt64(b[index]) + carry
                carry = product / Self.base
                let part = UInt64(a[place + index]) + Self.base - product % Self.base - borrow
                a[place + index] = UInt32(part % Self.base)
                borrow = part < Self.base ? 1 : 0
            }
            let part = UInt64(a[place + size]) + 2 * Self.base - carry - borrow
            a[place + size] = UInt32(part % Self.base)
            if part < 2 * Self.base {
                // One too many was taken.
                guess -= 1
                var carry: UInt64 = 0
                for index in 0..<size {
                    let sum = UInt64(a[place + index]) + UInt64(b[index]) + carry
                    a[place + index] = UInt32(sum % Self.base)
                    carry = sum / Self.base
                }
                a[place + size] = UInt32((UInt64(a[place + size]) + carry) % Self.base)
            }
            quotient[place] = UInt32(guess)
        }
        let rest = Self(limbs: Array(a.prefix(size))).divided(by: factor)?.quotient ?? Self()
        return (Self(limbs: quotient), rest)
    }

    /// Times ten to that power.
    func shifted(_ digits: Int) -> Self {
        guard digits > 0, !isZero else { return self }
        let whole = Self(limbs: [UInt32](repeating: 0, count: digits / 9) + limbs)
        return whole * Self(limbs: [Self.powersOfTen[digits % 9]])
    }

    /// Divided by ten to that power, without a rest.
    func unshifted(_ digits: Int) -> Self {
        guard digits > 0 else { return self }
        let whole = Self(limbs: Array(limbs.dropFirst(digits / 9)))
        return whole.divided(by: Self(limbs: [Self.powersOfTen[digits % 9]]))?.quotient ?? whole
    }

    /// The whole part of the square root, by Newton's method.
    var root: Self {
        guard !isZero else { return self }
        var guess = Self(1).shifted((digits.count + 1) / 2 + 1)
        while true {
            guard let next = divided(by: guess)?.quotient else { return guess }
            let better = (next + guess).divided(by: Self(2))?.quotient ?? guess
            if better >= guess { return guess }
            guess = better
        }
    }

    private func limb(_ index: Int) -> UInt32 { index < limbs.count ? limbs[index] : 0 }

    private static let powersOfTen: [UInt32] = [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
    ]
}

extension Natural: Comparable {
    static func < (a: Self, b: Self) -> Bool {
        if a.limbs.count != b.limbs.count { return a.limbs.count < b.limbs.count }
        for (x, y) in zip(a.limbs.reversed(), b.limbs.reversed()) where x != y { return x < y }
        return false
    }
}
