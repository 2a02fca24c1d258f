/// JSON as it was written: members in their order, numbers as their text, so that a test can tell `1` from `1.0` and
/// `null` from nothing.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// Its text.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The value of a member; `nil` when this is no object or has no such member.
    package subscript(name: String) -> JSONValue? { members?.first { $0.name == name }?.value }

    /// An element; `nil` when this is no array or ends before.
    package subscript(index: Int) -> JSONValue? {
        guard let elements, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    package var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    /// The names of the members, in their order.
    package var names: [String]? { members?.map(\.name) }
    package var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    package var numberText: String? { if case .number(let text) = self { text } else { nil } }
    /// Of a number without decimal point and exponent.
    package var int: Int? { numberText.flatMap { Int($0) } }
    package var isNull: Bool { self == .null }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral
{
    package init(stringLiteral text: String) { self = .string(text) }
    package init(integerLiteral number: Int) { self = .number(String(number)) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}
