/// The blacklist of AbuseIPDB, with a key of the user's.
package struct AbuseIPDBOptions: Sendable {
    package var key: AbuseIPDBKey
    /// 25…100. With the free plan the service answers as if it were 100.
    package var confidenceMinimum: Int
    /// The most addresses that are asked for.
    package var limit: Int
    package var interval: Duration
    /// What the plan allows a UTC day.
    package var dailyCalls: Int
    /// Where the service is.
    package var base: String

    package static let confidences = 25...100
    package static let limits = 1...500_000
    package static let intervals = Duration.seconds(3600)...Duration.seconds(30 * 86_400)
    /// Of the free plan.
    package static let freeCalls = 5
    package static let service = "https://api.abuseipdb.com"

    package init(
        key: AbuseIPDBKey, confidenceMinimum: Int = 90, limit: Int = 10_000, interval: Duration = .seconds(86_400),
        dailyCalls: Int = freeCalls, base: String = service
    ) {
        self.key = key
        self.confidenceMinimum = confidenceMinimum
        self.limit = limit
        self.interval = interval
        self.dailyCalls = dailyCalls
        self.base = base
    }
}

extension AbuseIPDBOptions {
    static let kind = SourceKind(name: "abuseipdb", summary: "the blacklist of AbuseIPDB, with a key of your own") {
        settings, clock in
        guard let options = settings.lists.abuseIPDB, let fetching = settings.fetching,
            let url = try? FetchURL(options.url)
        else { return [] }
        let order = FetchOrder(
            url: url, format: .plain, interval: options.interval, secretField: ("key", options.key.secret),
            dailyCalls: options.dailyCalls)
        return [FetchedListSource(.abuseIPDB, order, fetching, clock: clock)]
    }

    private var url: String {
        "\(base)/api/v2/blacklist?confidenceMinimum=\(confidenceMinimum)&limit=\(limit)&plaintext=true"
    }
}

extension SourceIdentity {
    package static let abuseIPDB = SourceIdentity(id: "abuseipdb", name: "AbuseIPDB")
}
