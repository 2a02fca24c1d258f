import Foundation

extension WorldReport {
    /// The table of all measures, ours beside the formulas it is compared with.
    package var markdown: String {
        let liars = liarShare == 0 ? "no liars" : "\(Int((100 * liarShare).rounded())) % liars"
        var lines = [
            "### World “\(name)”, \(liars), worst of \(seeds.count) seeds", "",
            "| measure | must | \(Formula.allCases.map(\.name).joined(separator: " | ")) | kept |",
            "|---|---|\(Formula.allCases.map { _ in "---:|" }.joined())---|",
        ]
        for measure in Measure.allCases {
            let bound = measure.bound(liarShare: liarShare).map {
                "\(measure.isMoreBetter ? "≥" : "≤") \(Self.text($0, measure.unit))"
            }
            let values = Formula.allCases.map { Self.text(worst(measure, of: $0), measure.unit) }
            let kept = isMet(measure).map { $0 ? "yes" : "NO" }
            lines.append(
                "| \(measure.title) | \(bound ?? "–") | \(values.joined(separator: " | ")) | \(kept ?? "–") |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(_ value: Double, _ unit: String) -> String {
        guard value.isFinite else { return value.isNaN ? "–" : "never" }
        let isWhole = value == value.rounded()
        let number = String(format: isWhole ? "%.0f" : unit.isEmpty ? "%.3f" : "%.1f", value)
        return unit.isEmpty ? number : "\(number) \(unit)"
    }
}
