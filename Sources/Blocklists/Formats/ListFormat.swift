/// How a list on the network is written.
package enum ListFormat: Hashable, Sendable {
    /// An address, a network or a range a line, with comments behind `#` or `;`. `cidr` and `netset` are other names that
    /// publishers give to it.
    case plain
    case cidr
    case netset
    /// Records of fields with commas between them (RFC 4180); entries are in one column.
    case csv(CSVColumn)
    /// JSON, as one value or several one after the other; entries are the strings at a pointer.
    case json(JSONPattern)

    /// What ``init(_:)`` takes, for messages.
    package static let accepted =
        "plain, cidr, netset, csv:<number or name of a column> or json:<pointer, * for all elements>"

    /// As ``description``; `nil` for anything else.
    package init?(_ text: String) {
        if text.hasPrefix("csv:") {
            guard let column = CSVColumn(String(text.dropFirst("csv:".count))) else { return nil }
            self = .csv(column)
        } else if text.hasPrefix("json:") {
            guard let pattern = JSONPattern(String(text.dropFirst("json:".count))) else { return nil }
            self = .json(pattern)
        } else {
            switch text {
            case "plain": self = .plain
            case "cidr": self = .cidr
            case "netset": self = .netset
            default: return nil
            }
        }
    }
}

extension ListFormat: CustomStringConvertible {
    package var description: String {
        switch self {
        case .plain: "plain"
        case .cidr: "cidr"
        case .netset: "netset"
        case .csv(let column): "csv:\(column)"
        case .json(let pattern): "json:\(pattern)"
        }
    }
}
