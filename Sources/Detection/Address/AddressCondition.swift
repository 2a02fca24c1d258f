/// What an address must have done within a window, over all its sessions on all sensors. Leaves stand for their indices in
/// ``AddressRule/leaves``.
indirect enum AddressCondition: Sendable {
    case all([AddressCondition])
    case any([AddressCondition])
    /// At least so many events.
    case count(leaf: Int, atLeast: Int)
    /// At least so many different values, among events with the same value of the leaf's group if it has one.
    case distinct(leaf: Int, atLeast: Int)
}

/// What a condition counts: events that show one of some primitives, and what it looks at in them.
struct AddressLeaf: Sendable {
    let step: Condition.Step
    /// `nil`: the events themselves are counted.
    let value: AddressField?
    /// Values are counted for each value of this field by itself.
    let group: AddressField?
    let atLeast: Int
}

/// Something about an event that values are taken from.
enum AddressField: Sendable {
    case origin(Origin)
    case field(EventTarget)

    /// What is not in an event's fields. Raw values are the names that rule files give them.
    enum Origin: String, CaseIterable, Sendable {
        case attackProtocol = "protocol"
        /// The sensor that saw it.
        case sensor
        case session
        /// The UTC hour in which it happened.
        case hour
    }

    /// The name that rule files give it.
    var name: String {
        switch self {
        case .origin(let origin): origin.rawValue
        case .field(let target): "\(target.kind).\(target.field ?? "")"
        }
    }
}

extension AddressCondition {
    /// The fewest remembered events that can meet it: with fewer, nothing needs to be looked at.
    var fewestEntries: Int {
        switch self {
        // One event may count for several leaves, but each of them remembers it by itself.
        case .all(let parts): parts.reduce(0) { $0 + $1.fewestEntries }
        case .any(let parts): parts.map(\.fewestEntries).min() ?? .max
        case .count(_, let least), .distinct(_, let least): least
        }
    }

    var text: String {
        switch self {
        case .all(let parts): "all(\(parts.map(\.text).joined(separator: " ")))"
        case .any(let parts): "any(\(parts.map(\.text).joined(separator: " ")))"
        case .count(let leaf, let least): "\(least) of \(leaf)"
        case .distinct(let leaf, let least): "\(least) values of \(leaf)"
        }
    }
}
