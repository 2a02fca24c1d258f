/// What is to happen to a list, in numbers.
package enum ListChangeSummary: Equatable, Sendable {
    case keep
    case update(removing: Int, adding: Int)
    case replace(count: Int, capacity: Int?)

    init<List: AddressList>(_ change: ListChange<List>) {
        switch change {
        case .keep: self = .keep
        case .update(let removing, let adding): self = .update(removing: removing.count, adding: adding.count)
        case .replace(let list): self = .replace(count: list.count, capacity: List.capacity(for: list.count))
        }
    }

    /// How many items the kernel is told about.
    package var size: Int {
        switch self {
        case .keep: 0
        case .update(let removing, let adding): removing + adding
        case .replace(let count, _): count
        }
    }

    /// The declared size afterwards.
    func capacity(after capacity: Int?) -> Int? {
        switch self {
        case .keep, .update: capacity
        case .replace(_, let capacity): capacity
        }
    }
}

extension ListChangeSummary: CustomStringConvertible {
    /// Such as "remove 3, add 14".
    package var description: String {
        switch self {
        case .keep: "keep"
        case .update(let removing, 0): "remove \(removing)"
        case .update(0, let adding): "add \(adding)"
        case .update(let removing, let adding): "remove \(removing), add \(adding)"
        case .replace(let count, let capacity?): "write \(count) anew, with room for \(capacity)"
        case .replace(let count, nil): "write \(count) anew"
        }
    }
}
