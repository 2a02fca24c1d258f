import Foundation
package import Scoring

/// The policy in force with some of its constants replaced: what to compare with, and what must fail the measures.
package enum PolicyVariant: CaseIterable, Sendable {
    /// Reports list addresses without any sensor.
    case withoutGate
    /// Every account is believed fully from its first moment.
    case withoutTrust
    /// Neither gate nor trust, and every sensor is believed alone.
    case plain

    private static let top = [100]

    private var changes: [(path: [String], value: Any)] {
        switch self {
        case .withoutGate: [(["gate", "confidenceByVoices"], Self.top)]
        case .withoutTrust:
            [
                (["trust", "priorGood"], 1000), (["trust", "priorBad"], 0.001), (["trust", "atFirst"], 1),
                (["trust", "vettedDays"], 0),
                (["trust", "vettedConfirmed"], 0),
            ]
        case .plain:
            Self.withoutGate.changes + Self.withoutTrust.changes
                + [(["sensorFloor", "lentOrganisations"], 1)]
        }
    }

    package func policy() throws -> ScoringPolicy {
        guard
            var constants = try JSONSerialization.jsonObject(with: Data(ScoringPolicy.currentText().utf8))
                as? [String: Any]
        else { throw ScoringError.unreadable(file: "policy", reason: "it is no object") }
        for change in changes { Self.set(change.path[...], to: change.value, in: &constants) }
        let text = String(decoding: try JSONSerialization.data(withJSONObject: constants), as: UTF8.self)
        return try ScoringPolicy(json: text, file: "policy \(self)")
    }

    private static func set(_ path: ArraySlice<String>, to value: Any, in constants: inout [String: Any]) {
        guard let key = path.first else { return }
        guard path.count > 1 else {
            constants[key] = value
            return
        }
        var inner = constants[key] as? [String: Any] ?? [:]
        set(path.dropFirst(), to: value, in: &inner)
        constants[key] = inner
    }
}
