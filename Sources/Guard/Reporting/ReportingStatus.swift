package import ThreatModel

/// How reporting back fares.
package struct ReportingStatus: Equatable, Sendable {
    package var isEnabled: Bool
    /// Addresses that are to be reported.
    package var waiting: Int
    /// Addresses that were reported this UTC day.
    package var reportedToday: Int
    /// When something is sent next, if something waits.
    package var next: Timestamp?
    /// When the server last took something.
    package var lastSuccess: Timestamp?
    /// Why it did not when it was last asked; `nil` when it did.
    package var failure: String?
    /// Why what waits is not on disk; `nil` when it is.
    package var storageFailure: String?
}
