/// How the guard reports back what it blocked.
package struct ReportingOptions: Equatable, Sendable {
    package var isEnabled: Bool
    /// From one round of reports to the next.
    package var interval: Duration
    /// The share of the key's reports of a day that is left to others: 0 to below 1.
    package var reserve: Double

    package init(isEnabled: Bool = true, interval: Duration = .seconds(1800), reserve: Double = 0.2) {
        self.isEnabled = isEnabled
        self.interval = interval
        self.reserve = reserve
    }

    package static let intervals = Duration.seconds(60)...Duration.seconds(86_400)
    package static let reserves = 0.0...0.95
}
