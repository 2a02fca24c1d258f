/// The fields of a form as browsers send them, `application/x-www-form-urlencoded` (URL Standard §5.1).
package struct FormFields: Equatable, Sendable {
    package static let mediaType = "application/x-www-form-urlencoded"
    /// Fields that a form may have.
    static let maximumCount = 32

    private var values: [String: String] = [:]

    /// What is wrong with the fields, as a sentence.
    package struct Fault: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// - Throws: ``Fault``: it is no UTF-8, or has too many fields, or one of them twice.
    package init(_ body: some Collection<UInt8>) throws(Fault) {
        guard !body.isEmpty else { return }
        let pairs = body.split(
            separator: UInt8(ascii: "&"), maxSplits: Self.maximumCount, omittingEmptySubsequences: false)
        guard pairs.count <= Self.maximumCount else {
            throw Fault(description: "the form may have at most \(Self.maximumCount) fields")
        }
        for pair in pairs where !pair.isEmpty {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = parts.count > 1 ? Self.decoded(parts[1]) : "" else {
                throw Fault(description: "the form is not UTF-8")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw Fault(description: "the form has the field '\(name.prefix(32))' twice")
            }
        }
    }

    /// What was filled in, without blanks at its ends; lines end with a line feed alone. `nil` for an empty field.
    package subscript(name: String) -> String? {
        guard let value = values[name] else { return nil }
        let lines = value.replacing("\r\n", with: "\n")
        let start = lines.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return String(start[...last])
    }

    /// Of all fields, filled in or not.
    package var names: [String] { Array(values.keys) }

    /// Whether the field is there, filled in or not.
    package func has(_ name: String) -> Bool { values[name] != nil }

    /// A form's `+` is a blank.
    private static func decoded(_ bytes: some Collection<UInt8>) -> String? {
        PercentEncoding.decoded(bytes.lazy.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 })
    }
}
