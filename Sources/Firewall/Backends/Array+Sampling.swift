extension Array {
    /// Every element of a small array, evenly spread ones of a large one.
    var sampled: [Element] {
        let sampleSize = 512
        guard count > sampleSize else { return self }
        return (0..<sampleSize).map { self[$0 * (count - 1) / (sampleSize - 1)] }
    }
}
