/// A number of `bc`: digits and how many of them stand behind the point. What operations keep of those is what POSIX says
/// of `scale` (XCU bc, "Operations").
struct Decimal: Sendable {
    private(set) var digits: Natural
    private(set) var scale: Int
    private(set) var isNegative: Bool

    init(_ digits: Natural, scale: Int = 0, isNegative: Bool = false) {
        (self.digits, self.scale) = (digits, scale)
        self.isNegative = isNegative && !digits.isZero
    }

    init(_ value: Int) { self.init(Natural(value), isNegative: value < 0) }

    static let zero = Self(0)

    var isZero: Bool { digits.isZero }
    var negated: Self { Self(digits, scale: scale, isNegative: !isNegative) }
    var magnitude: Self { Self(digits, scale: scale) }
    /// The whole part; nil: it is too large.
    var whole: Int? { digits.unshifted(scale).small.map { isNegative ? -$0 : $0 } }
    /// Digits that count.
    var length: Int { max(digits.isZero ? 1 : digits.digits.count, scale) }
    /// What a calculation with it costs.
    var size: Int { digits.limbs.count + scale / 9 + 1 }

    func truncated(to places: Int) -> Self {
        places >= scale ? self : Self(digits.unshifted(scale - places), scale: places, isNegative: isNegative)
    }

    func extended(to places: Int) -> Self {
        places <= scale ? self : Self(digits.shifted(places - scale), scale: places, isNegative: isNegative)
    }

    static func + (a: Self, b: Self) -> Self {
        let places = max(a.scale, b.scale)
        let (x, y) = (a.extended(to: places), b.extended(to: places))
        if x.isNegative == y.isNegative {
            return Self(x.digits + y.digits, scale: places, isNegative: x.isNegative)
        }
        return x.digits >= y.digits
            ? Self(x.digits - y.digits, scale: places, isNegative: x.isNegative)
            : Self(y.digits - x.digits, scale: places, isNegative: y.isNegative)
    }

    static func - (a: Self, b: Self) -> Self { a + b.negated }

    func times(_ other: Self, scale places: Int) -> Self {
        let product = Self(
            digits * other.digits, scale: scale + other.scale, isNegative: isNegative != other.isNegative)
        return product.truncated(to: min(product.scale, max(places, scale, other.scale)))
    }

    /// nil: by zero.
    func divided(by other: Self, scale places: Int) -> Self? {
        let shift = places + other.scale - scale
        let a = shift >= 0 ? digits.shifted(shift) : digits.unshifted(-shift)
        guard let quotient = a.divided(by: other.digits)?.quotient else { return nil }
        return Self(quotient, scale: places, isNegative: isNegative != other.isNegative)
    }

    func rest(of other: Self, scale places: Int) -> Self? {
        guard let quotient = divided(by: other, scale: places) else { return nil }
        let product = Self(
            quotient.digits * other.digits, scale: quotient.scale + other.scale,
            isNegative: quotient.isNegative != other.isNegative)
        let rest = self - product
        return rest.truncated(to: max(places + other.scale, scale))
    }

    /// nil: of a number below zero.
    func root(scale places: Int) -> Self? {
        guard !isNegative else { return nil }
        let places = max(places, scale)
        return Self(digits.shifted(2 * places - scale).root, scale: places)
    }

    static func == (a: Self, b: Self) -> Bool { (a - b).isZero }
    static func < (a: Self, b: Self) -> Bool { (a - b).isNegative }

    // MARK: Text

    /// A literal with digits up to F; larger digits than the base has count as its largest unless they stand alone.
    init(_ text: ByteString, base: Int) {
        let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let whole = parts.first ?? []
        let fraction = parts.count > 1 ? parts[1] : []
        if base == 10, text.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }) {
            self.init(Natural(digits: Array(whole) + Array(fraction)), scale: fraction.count)
            return
        }
        let isAlone = text.count == 1
        func value(_ digit: UInt8) -> Int {
            let value = Int(digit.hexadecimalValue ?? 0)
            return isAlone ? value : min(value, base - 1)
        }
        var number = Natural()
        for digit in whole { number = number * Natural(base) + Natural(value(digit)) }
        var result = Self(number)
        if !fraction.isEmpty {
            var (top, unit) = (Natural(), Natural(1))
            for digit in fraction {
                top = top * Natural(base) + Natural(value(digit))
                unit = unit * Natural(base)
            }
            let part = Self(top).divided(by: Self(unit), scale: fraction.count) ?? .zero
            result = result + part
        }
        self = result
    }

    func text(base: Int) -> ByteString {
        let sign: ByteString = isNegative ? "-" : ""
        if base == 10 {
            guard scale > 0 else { return sign + digits.digits }
            guard !isZero else { return "0" }
            let all = digits.digits
            let padded =
                all.count > scale ? all : ByteString([UInt8](repeating: 0x30, count: scale - all.count)) + all
            return sign + ByteString(padded.dropLast(scale)) + "." + ByteString(padded.suffix(scale))
        }
        guard !isZero else { return "0" }
        func digit(_ value: Int) -> ByteString {
            guard base > 16 else { return ByteString([Array("0123456789ABCDEF".utf8)[value & 15]]) }
            let width = String(base - 1).utf8.count
            let text = String(value)
            return " " + ByteString(String(repeating: "0", count: max(0, width - text.utf8.count)) + text)
        }
        var whole = digits.unshifted(scale)
        var fraction = digits - whole.shifted(scale)
        var text = ByteString()
        while !whole.isZero, let (next, rest) = whole.divided(by: Natural(base)) {
            text = digit(rest.small ?? 0) + text
            whole = next
        }
        guard scale > 0 else { return sign + text }
        text += "."
        var unit = Natural(1)
        let end = Natural(1).shifted(scale)
        repeat {
            fraction = fraction * Natural(base)
            let part = fraction.unshifted(scale)
            text += digit(part.small ?? 0)
            fraction = fraction - part.shifted(scale)
            unit = unit * Natural(base)
        } while unit < end
        return sign + text
    }
}
