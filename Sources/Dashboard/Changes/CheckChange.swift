import Guard
import IPNetworks
import ThreatModel

/// Asks the server what it knows of an address, for which the key pays. What it says is shown with the address for some
/// minutes. Nothing else changes.
struct CheckChange: DashboardChange {
    static let name = "check"
    static let fields = ["address"]

    private let address: IPAddress

    init(_ fields: ChangeFields) throws(DashboardProblem) {
        let text = try fields.required("address")
        guard let address = IPAddress(text) else {
            throw DashboardProblem(.wrong, "'\(text.prefix(60))' is no address such as 45.10.1.2")
        }
        self.address = address
    }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        guard let client = guarded.service.api else {
            throw ControlError(.wrong, "there is no key of a server to ask with (SIKKER_API_KEY)")
        }
        do throws(ServerCheckProblem) {
            try await guarded.checks.ask(address, client, at: SystemClock().now)
        } catch {
            throw ControlError(.failed, error.description)
        }
        return ChangeReceipt(message: "The server was asked about \(address).")
    }
}
