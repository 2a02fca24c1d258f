/// Which column of a table holds the entries.
package enum CSVColumn: Hashable, Sendable {
    /// Counted from 1.
    case number(Int)
    /// As the header says, in capital letters or not.
    case name(String)

    /// Columns beyond are not looked at.
    package static let most = 512
    private static let longestName = 128

    /// A number, or else a name; `nil` for an empty or endless one, and for numbers that no column has.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.longestName else { return nil }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            guard let number = Int(text), (1...Self.most).contains(number) else { return nil }
            self = .number(number)
        } else {
            self = .name(text)
        }
    }
}

extension CSVColumn: CustomStringConvertible {
    package var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .name(let name): name
        }
    }
}
