package import APIClient
package import ThreatModel

/// Whoever takes reports.
package protocol ReportReceiver: Sendable {
    /// What is left of the day's reports.
    func reportQuota() async throws(APIError) -> ReportQuota

    /// Durable on the other side when this returns.
    func report(_ reports: [Report]) async throws(APIError) -> BulkReportReceipt
}

extension APIClient: ReportReceiver {
    package func reportQuota() async throws(APIError) -> ReportQuota {
        let usage = try await status().quotas.reports
        return ReportQuota(limit: usage.limit, remaining: usage.remaining)
    }
}
