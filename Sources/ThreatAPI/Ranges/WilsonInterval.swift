/// What a share seen in a sample says about the share behind it, at 95 % confidence: the score interval (Wilson 1927),
/// which stays honest where the sample is small or the share near 0 or 1.
struct WilsonInterval: Equatable {
    let share: Double
    let lower: Double
    let upper: Double

    /// The 97.5 % quantile of the normal distribution.
    private static let z = 1.959963984540054

    /// - Parameters:
    ///   - hits: never more than `trials`.
    ///   - trials: 0 says nothing: the interval is 0 to 1.
    init(_ hits: Double, of trials: Double) {
        guard trials > 0 else {
            (share, lower, upper) = (0, 0, 1)
            return
        }
        let z2 = Self.z * Self.z
        let share = min(1, max(0, hits / trials))
        let middle = (share + z2 / (2 * trials)) / (1 + z2 / trials)
        let half = Self.z / (1 + z2 / trials) * (share * (1 - share) / trials + z2 / (4 * trials * trials)).squareRoot()
        self.share = share
        // At the ends the formula is exact, and only its arithmetic is not.
        lower = share == 0 ? 0 : max(0, middle - half)
        upper = share == 1 ? 1 : min(1, middle + half)
    }
}
