/// A JSON pointer (RFC 6901) that may say `*` for all elements of an array, as in `/prefixes/*/ipv4`.
package struct JSONPattern: Hashable, Sendable {
    enum Step: Hashable, Sendable {
        /// A member by its name, or an element by its number.
        case named([UInt8])
        case everyElement
    }

    let steps: [Step]
    package let description: String

    /// The member of that name.
    static func member(_ name: StaticString) -> Self {
        Self(steps: [.named(Array(name.description.utf8))], description: "/\(name)")
    }

    private init(steps: [Step], description: String) {
        self.steps = steps
        self.description = description
    }

    private static let longestText = 512
    static let mostSteps = 32

    /// `nil` for what is no pointer: each step begins with `/`, and `~` is followed by `0` or `1`.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.longestText, text.isEmpty || text.first == "/" else { return nil }
        var steps: [Step] = []
        for part in text.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            guard let name = Self.unescaped(part) else { return nil }
            steps.append(part == "*" ? .everyElement : .named(name))
        }
        guard steps.count <= Self.mostSteps else { return nil }
        self.steps = steps
        description = text
    }

    /// `~1` is `/` and `~0` is `~` (RFC 6901 §4).
    private static func unescaped(_ part: Substring) -> [UInt8]? {
        var name: [UInt8] = []
        var bytes = part.utf8.makeIterator()
        while let byte = bytes.next() {
            guard byte == UInt8(ascii: "~") else {
                name.append(byte)
                continue
            }
            switch bytes.next() {
            case UInt8(ascii: "0"): name.append(UInt8(ascii: "~"))
            case UInt8(ascii: "1"): name.append(UInt8(ascii: "/"))
            case nil, .some: return nil
            }
        }
        return name
    }

    /// Whether the step at a depth leads to a member of an object.
    func leads(at depth: Int, to name: [UInt8]) -> Bool {
        guard depth < steps.count, case .named(name) = steps[depth] else { return false }
        return true
    }

    /// Whether the step at a depth leads to an element of an array.
    func leads(at depth: Int, toElement index: Int) -> Bool {
        guard depth < steps.count else { return false }
        switch steps[depth] {
        case .everyElement: return true
        case .named(let name): return name.elementsEqual(String(index).utf8)
        }
    }
}

extension JSONPattern: CustomStringConvertible {}
