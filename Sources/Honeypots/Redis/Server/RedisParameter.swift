/// One line of the configuration: what a parameter is called and what it takes.
struct RedisParameter: Sendable {
    enum Kind: Sendable, Equatable {
        case fixed
        case bool
        case text
        case integer(ClosedRange<Int64>)
        /// Bytes, with the units `k`, `kb`, `m`, `mb`, `g`, `gb`.
        case memory(ClosedRange<Int64>)
        case word(of: [String])
        /// The folder dumps are written to.
        case directory
        /// A file name without folder.
        case file
        /// Save points: seconds and changes in turn.
        case savePoints
    }

    let name: String
    let kind: Kind
    let initial: String

    /// Reads what stands behind the releases in a line of the defaults: `kind name value`.
    init?(_ line: Substring) {
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
        guard parts.count >= 2, let kind = Self.kind(parts[0]) else { return nil }
        self.kind = kind
        name = String(parts[1])
        initial = parts.count > 2 ? String(parts[2]) : ""
    }

    private static func kind(_ text: Substring) -> Kind? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch parts[0] {
        case "fixed": return .fixed
        case "bool": return .bool
        case "text": return .text
        case "directory": return .directory
        case "file": return .file
        case "save": return .savePoints
        case "enum" where parts.count == 2: return .word(of: parts[1].split(separator: "|").map(String.init))
        case "integer" where parts.count == 3: return bounds(parts).map(Kind.integer)
        case "memory" where parts.count == 3: return bounds(parts).map(Kind.memory)
        default: return nil
        }
    }

    private static func bounds(_ parts: [String]) -> ClosedRange<Int64>? {
        guard let low = Int64(parts[1]), let high = parts[2].isEmpty ? .max : Int64(parts[2]), low <= high else {
            return nil
        }
        return low...high
    }
}
