/// A page of metrics in the Prometheus text exposition format, version 0.0.4.
///
/// Source: prometheus.io, "Exposition formats", text-based format: label values escape `\`, `"` and line feed, help text
/// escapes `\` and line feed.
package struct PrometheusText: Sendable {
    /// The media type to serve it under.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    package private(set) var text = ""

    package enum Value: Sendable {
        case integer(UInt64)
        case number(Double)

        package var text: String {
            switch self {
            case .integer(let value): return String(value)
            case .number(let value):
                if value.isNaN { return "NaN" }
                if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
                // Whole numbers without ".0", as long as they are exact.
                if value == value.rounded(), abs(value) < 9_007_199_254_740_992 { return String(Int64(value)) }
                return String(value)
            }
        }
    }

    mutating func header(_ description: MetricDescription) {
        text += "# HELP \(description.name) \(Self.escaped(description.help, quotes: false))\n"
        text += "# TYPE \(description.name) \(description.kind.rawValue)\n"
    }

    mutating func sample(_ name: String, _ labels: [(name: String, value: String)], _ value: Value) {
        text += name
        if !labels.isEmpty {
            text += "{"
            for (index, label) in labels.enumerated() {
                if index > 0 { text += "," }
                text += "\(label.name)=\"\(Self.escaped(label.value, quotes: true))\""
            }
            text += "}"
        }
        text += " \(value.text)\n"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
