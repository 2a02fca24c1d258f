import Blocklists
import IPNetworks
package import ThreatModel

/// Whether an address is blocked, and why, as ``ControlRequest/why(address:)`` is answered.
package struct WhyReport: Codable, Equatable, Sendable {
    package var address: String
    /// Its packets are dropped, and the kernel has confirmed that.
    package var isBlocked: Bool
    /// The identifiers of the sources that list it.
    package var sources: [String]
    /// What would let it through, the surest first.
    package var remedies: [String]
    /// All of it, for people.
    package var text: String

    init(_ explanation: BlockExplanation) {
        address = "\(explanation.address)"
        isBlocked = explanation.verdict == .blocked(isInForce: true)
        sources = explanation.entries.map(\.source.id)
        remedies = explanation.remedies.map(\.description)
        text = explanation.description
    }
}

extension ControlDesk {
    package func why(_ text: String) async throws(ControlError) -> WhyReport {
        guard let address = IPAddress(text) else {
            throw ControlError(.wrong, "'\(text.prefix(60))' is no address such as 45.10.1.2")
        }
        return WhyReport(await explanation(of: address))
    }

    /// - Parameter duration: `nil`: until somebody takes it back.
    package func block(
        _ text: String, for duration: Duration?, comment: String?
    ) async throws(ControlError) -> ControlReceipt {
        try await block(text, until: duration.map { staff.clock.now.advanced(by: $0) }, comment: comment)
    }

    /// - Parameter until: `nil`: until somebody takes it back.
    package func block(
        _ text: String, until: Timestamp?, comment: String?
    ) async throws(ControlError) -> ControlReceipt {
        let range = try range(text)
        do throws(BlocklistError) {
            try await staff.manual.block(range, until: until, comment: comment ?? "")
        } catch {
            throw ControlError(.wrong, error.description)
        }
        let allowed = await enforcer.standing(of: range.first).allowed
        let exception = allowed.first.map { " But for what is never blocked: \($0)." } ?? ""
        return ControlReceipt("\(range) is blocked" + (until.map { " until \($0.rfc3339)." } ?? ".") + exception)
    }

    package func unblock(_ text: String) async throws(ControlError) -> ControlReceipt {
        let range = try range(text)
        let wasBlocked: Bool
        do throws(BlocklistError) {
            wasBlocked = try await staff.manual.unblock(range)
        } catch {
            throw ControlError(.failed, error.description)
        }
        guard wasBlocked else {
            throw ControlError(
                .wrong,
                "\(range) was not blocked by hand ('sikker guard block'); 'sikker guard why' says what would unblock it"
            )
        }
        return ControlReceipt("\(range) is not blocked by hand any more.")
    }

    private func range(_ text: String) throws(ControlError) -> IPRange {
        guard let range = IPRange(text) else {
            throw ControlError(.wrong, "'\(text.prefix(60))' is no address, network or range")
        }
        return range
    }
}

extension IPRange {
    fileprivate var first: IPAddress {
        switch self {
        case .v4(let range): IPAddress(v4: range.first)
        case .v6(let range): IPAddress(v6: range.first)
        }
    }
}
