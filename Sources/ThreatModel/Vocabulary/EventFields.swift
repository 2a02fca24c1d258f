import FoundationEssentials

/// What an event says beside its envelope: names to text, per protocol ("username", "command", "path" …).
///
/// Bytes that are no UTF-8 stand as base64 under `<name>_b64`, so that nothing an attacker sends is lost or repaired.
package struct EventFields: Hashable, Sendable {
    package private(set) var values: [String: String]

    package init(_ values: [String: String] = [:]) { self.values = values }

    package subscript(name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// Stores raw bytes: as text where they are UTF-8, else as base64 under `<name>_b64`.
    package mutating func set(_ name: String, bytes: some Collection<UInt8>) {
        // Of an array, whatever it was: to look at the bytes of any collection one by one takes far longer.
        let bytes = Array(bytes)
        if let text = String(validating: bytes, as: UTF8.self) {
            values[name] = text
        } else {
            values[name + "_b64"] = Data(bytes).base64EncodedString()
        }
    }

    /// The raw bytes under that name, whichever way they are kept.
    package func bytes(_ name: String) -> [UInt8]? {
        if let text = values[name] { return Array(text.utf8) }
        return values[name + "_b64"].flatMap { Data(base64Encoded: $0) }.map { Array($0) }
    }
}

extension EventFields: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) {
        values = Dictionary(elements) { _, last in last }
    }
}

extension EventFields: Codable {
    package init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([String: String].self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}
