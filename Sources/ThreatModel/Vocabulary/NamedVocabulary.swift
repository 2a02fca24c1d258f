/// A closed list of words that travel by name in JSON and stay small numbers in memory and on disk.
package protocol NamedVocabulary: RawRepresentable, CaseIterable, Codable, Hashable, CustomStringConvertible, Sendable {
    /// The word on the wire, in configuration and in output: lower case, `_` between parts.
    var name: String { get }
}

extension NamedVocabulary {
    package var description: String { name }

    /// Every accepted word, for error messages: "ssh, telnet, http …".
    package static var acceptedNames: String { allCases.map(\.name).joined(separator: ", ") }

    /// The member with exactly that name.
    package init?(name: some StringProtocol) {
        guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(name: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is unknown; accepted: \(Self.acceptedNames)")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
