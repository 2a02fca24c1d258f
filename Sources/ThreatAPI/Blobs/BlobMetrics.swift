import Observability

/// What became of a file that a sensor sent: the label of `api_blobs_total`.
enum BlobResult: String, CaseIterable, Sendable {
    case stored
    /// The same bytes were there already.
    case known
    /// It was given up for a newer one.
    case givenUp = "given_up"
    /// There was no room, or the disk did not take it.
    case failed
}

/// Counts the files that visitors left.
struct BlobMetrics: Sendable {
    static let resultCount: Metric<Counter> = .counter(
        "api_blobs_total", labels: "result", help: "Files that visitors left at sensors, by what became of them.")
    static let byteCount: Metric<Gauge> = .gauge(
        "api_blob_bytes", help: "Bytes of the files that visitors left at sensors.")

    static let catalogue: [MetricDescription] = [resultCount.description, byteCount.description]

    let results: [BlobResult: Counter]
    let bytes: Gauge

    init(registry: MetricsRegistry) {
        results = Dictionary(
            uniqueKeysWithValues: BlobResult.allCases.map {
                ($0, registry.instrument(Self.resultCount, $0.rawValue))
            })
        bytes = registry.instrument(Self.byteCount)
    }
}
