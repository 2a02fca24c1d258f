import APIClient
import Synchronization
import ThreatModel

/// The server by the settings that hold now: whoever reports follows a change of key without knowing.
final class CurrentServer: ReportReceiver {
    private let client: Mutex<APIClient?>

    init(_ client: APIClient?) { self.client = Mutex(client) }

    func replace(with client: APIClient?) { self.client.withLock { $0 = client } }

    var current: APIClient? { client.withLock(\.self) }

    func reportQuota() async throws(APIError) -> ReportQuota {
        // Without a key there is nobody to report to: nothing is left of the quota, and what waits goes on waiting.
        guard let client = current else { return ReportQuota(limit: 0, remaining: 0) }
        return try await client.reportQuota()
    }

    func report(_ reports: [Report]) async throws(APIError) -> BulkReportReceipt {
        guard let client = current else { throw .invalid("there is no key to report with") }
        return try await client.report(reports)
    }
}
