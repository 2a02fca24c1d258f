import Guard
import Logging
import ThreatModel

/// Writes down what visitors change before they are answered, whatever came of it.
struct ChangeRecorder: Sendable {
    let record: ChangeRecord
    let clock: any WallClock
    let logger: Logger

    /// Carries a change out and writes it down.
    func recording(
        _ change: String, _ fields: ChangeFields, by visitor: Visitor,
        _ work: () async throws(DashboardProblem) -> ChangeReceipt
    ) async throws(DashboardProblem) -> ChangeReceipt {
        let entry = ChangeEntry(
            time: clock.now, who: visitor.name, address: visitor.address, change: change, fields: fields.recorded,
            outcome: .done)
        do throws(DashboardProblem) {
            let receipt = try await work()
            let isShown = !fields.areOfSecret
            await record.note(
                entry.ending(
                    .done, receipt.message, before: isShown ? receipt.before : nil,
                    after: isShown ? receipt.after : nil), logger)
            return receipt
        } catch {
            await record.note(entry.ending(error.kind == .failed ? .failed : .refused, error.sentence), logger)
            throw error
        }
    }
}
