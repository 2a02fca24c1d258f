import APIClient
import IPNetworks
package import ThreatModel

extension ControlDesk {
    /// Tells the server what somebody has seen an address do. One report of the key's quota; durable there on return.
    package func report(
        _ text: String, as category: ReportCategory, comment: String?
    ) async throws(ControlError) -> ControlReceipt {
        guard let address = IPAddress(text) else {
            throw ControlError(.wrong, "'\(text.prefix(60))' is no address such as 45.10.1.2")
        }
        guard await enforcer.mayReport([address]) == [true] else {
            throw ControlError(.wrong, "\(address) is never blocked, so it is not reported either")
        }
        guard configuration.credential != nil else {
            throw ControlError(.wrong, "there is no key to report with: set 'api.key'")
        }
        let report = Report(
            address: address, category: category,
            comment: comment.map { String($0.prefix(Report.maximumCommentLength)) })
        let receipt: BulkReportReceipt
        do throws(APIError) {
            receipt = try await staff.server.report([report])
        } catch {
            throw ControlError(.failed, "the report did not get through: \(error)")
        }
        if let refusal = receipt.refusals.first {
            throw ControlError(.failed, "the server did not take the report: \(refusal.sentence)")
        }
        return ControlReceipt("\(address) is reported as \(category.name).")
    }
}
