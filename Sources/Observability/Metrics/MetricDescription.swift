/// What the documentation and the exposition say about one metric family.
package struct MetricDescription: Hashable, Sendable {
    /// `module_thing_unit`, counters ending in `_total`: base units, never a prefix such as milli.
    package let name: String
    /// One sentence.
    package let help: String
    package let kind: MetricKind
    /// Names of the labels, in the order in which handles are asked for by value.
    package let labels: [String]

    /// What is wrong with the declaration, in words; empty for a good one. Every module's catalogue is tested with it.
    package var faults: [String] {
        var faults: [String] = []
        if !Self.isIdentifier(name) { faults.append("'\(name)' is no metric name: letters, digits and '_' only") }
        if (kind == .counter) != name.hasSuffix("_total") {
            faults.append("'\(name)': a counter, and nothing else, ends in '_total'")
        }
        for suffix in ["_count", "_sum", "_bucket"] where name.hasSuffix(suffix) {
            faults.append("'\(name)' ends in '\(suffix)', which belongs to histograms' own series")
        }
        for suffix in ["_milliseconds", "_ms", "_kilobytes", "_megabytes"] where name.contains(suffix) {
            faults.append("'\(name)' is not in base units: seconds, bytes")
        }
        if help.isEmpty || help.last != "." { faults.append("'\(name)': the help is one sentence that ends in a dot") }
        for label in labels where !Self.isIdentifier(label) || label == "le" || label.hasPrefix("__") {
            faults.append("'\(name)': '\(label)' is no label name")
        }
        // An address as a label would make one series per attacker.
        for label in labels where ["ip", "address", "src", "source_address", "user"].contains(label) {
            faults.append("'\(name)': '\(label)' as a label has no bound")
        }
        return faults
    }

    private static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
