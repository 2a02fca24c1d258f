/// The functions of `bc -l`, by their series; all are cut to the scale asked for.
extension Decimal {
    /// Digits carried beside those asked for.
    private static let spare = 12

    private static func sum(_ first: Decimal, _ places: Int, _ next: (Decimal, Int) -> Decimal?) -> Decimal {
        var (total, term) = (first, first)
        for index in 1..<2000 {
            guard let following = next(term, index), !following.isZero else { break }
            term = following
            total = (total + term).truncated(to: places)
        }
        return total
    }

    func exponential(scale: Int) -> Decimal? {
        guard let whole, abs(whole) < 2000 else { return nil }
        let places = scale + Self.spare + (whole > 0 ? whole : 0)
        var (rest, halvings) = (magnitude.extended(to: places), 0)
        while Decimal(1) < rest, let half = rest.divided(by: Decimal(2), scale: places) {
            rest = half
            halvings += 1
        }
        var result = Self.sum(Decimal(1), places) { term, index in
            term.times(rest, scale: places).divided(by: Decimal(index), scale: places)
        }
        for _ in 0..<halvings { result = result.times(result, scale: places).truncated(to: places) }
        if isNegative { result = Decimal(1).divided(by: result, scale: places) ?? .zero }
        return result.truncated(to: scale)
    }

    /// nil: of nothing, or less.
    func logarithm(scale: Int) -> Decimal? {
        guard !isNegative, !isZero else { return nil }
        let places = scale + Self.spare + length
        var (rest, factor) = (extended(to: places), 2)
        let (low, high) = (Decimal(Natural(9), scale: 1), Decimal(Natural(11), scale: 1))
        while rest < low || high < rest, factor < 1 << 40, let root = rest.root(scale: places) {
            rest = root
            factor *= 2
        }
        guard let ratio = (rest - Decimal(1)).divided(by: rest + Decimal(1), scale: places) else { return nil }
        let square = ratio.times(ratio, scale: places)
        var power = ratio
        let total = Self.sum(ratio, places) { _, index in
            power = power.times(square, scale: places).truncated(to: places)
            return power.divided(by: Decimal(2 * index + 1), scale: places)
        }
        return total.times(Decimal(factor), scale: places).truncated(to: scale)
    }

    func arcTangent(scale: Int) -> Decimal {
        let places = scale + Self.spare
        var (rest, factor) = (extended(to: places), 1)
        let small = Decimal(Natural(1), scale: 1)
        while small < rest.magnitude, factor < 1 << 20 {
            guard let root = (rest.times(rest, scale: places) + Decimal(1)).root(scale: places),
                let half = rest.divided(by: root + Decimal(1), scale: places)
            else { break }
            rest = half
            factor *= 2
        }
        let square = rest.times(rest, scale: places).negated
        var power = rest
        let total = Self.sum(rest, places) { _, index in
            power = power.times(square, scale: places).truncated(to: places)
            return power.divided(by: Decimal(2 * index + 1), scale: places)
        }
        return total.times(Decimal(factor), scale: places).truncated(to: scale)
    }

    func sine(scale: Int) -> Decimal {
        let places = scale + Self.spare + length
        let turn = Decimal(1).arcTangent(scale: places).times(Decimal(8), scale: places)
        let turns = divided(by: turn, scale: 0) ?? .zero
        let rest = (self - turns.times(turn, scale: places)).extended(to: places)
        let square = rest.times(rest, scale: places).truncated(to: places).negated
        let total = Self.sum(rest, places) { term, index in
            term.times(square, scale: places).truncated(to: places)
                .divided(by: Decimal(2 * index * (2 * index + 1)), scale: places)
        }
        return total.truncated(to: scale)
    }

    func cosine(scale: Int) -> Decimal {
        let places = scale + Self.spare
        let quarter = Decimal(1).arcTangent(scale: places + length).times(Decimal(2), scale: places + length)
        return (self + quarter).sine(scale: scale)
    }

    /// The Bessel function of that order.
    func bessel(order: Int, scale: Int) -> Decimal? {
        guard (0...200).contains(order), let half = divided(by: Decimal(2), scale: scale + Self.spare + length),
            let whole, abs(whole) < 200
        else { return nil }
        let places = scale + Self.spare + length + abs(whole)
        var first = Decimal(1)
        for index in 0..<order {
            first = first.times(half, scale: places).divided(by: Decimal(index + 1), scale: places) ?? .zero
        }
        let square = half.times(half, scale: places).negated
        let total = Self.sum(first, places) { term, index in
            term.times(square, scale: places).truncated(to: places)
                .divided(by: Decimal(index * (index + order)), scale: places)
        }
        return total.truncated(to: scale)
    }
}
