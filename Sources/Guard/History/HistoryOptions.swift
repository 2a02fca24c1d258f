/// What is kept of what was blocked.
package struct HistoryOptions: Equatable, Sendable {
    package var isEnabled: Bool
    /// How long.
    package var retention: Duration
    /// How much of the disk, in bytes: beyond it, the oldest goes first.
    package var mostBytes: Int

    package init(isEnabled: Bool = true, retention: Duration = .seconds(30 * 86_400), mostBytes: Int = 1 << 30) {
        self.isEnabled = isEnabled
        self.retention = retention
        self.mostBytes = mostBytes
    }

    package static let retentions = Duration.seconds(86_400)...Duration.seconds(366 * 86_400)
    package static let sizes = (16 << 20)...(64 << 30)
}
