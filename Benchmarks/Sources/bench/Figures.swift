import Foundation

/// Numbers as people read them, and what several runs amount to.
enum Figures {
    /// Three significant digits, no exponent.
    static func text(_ value: Double) -> String {
        let magnitude = abs(value)
        if magnitude >= 100 || value == value.rounded() { return String(format: "%.0f", value) }
        return String(format: magnitude >= 10 ? "%.1f" : magnitude >= 1 ? "%.2f" : "%.3g", value)
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
