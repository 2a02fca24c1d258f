/// Bucket bounds that suit what is measured most often.
package enum HistogramBounds {
    /// From half a millisecond to ten seconds: requests, deliveries, transactions.
    package static let seconds: [Double] = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]

    /// From one to ten thousand, for sizes of batches and lists.
    package static let counts: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000]
}
