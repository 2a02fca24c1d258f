import FoundationEssentials

/// Data in a page. Whatever stands in its texts, it cannot end the element that it is in.
package struct PageJSON: Sendable {
    let bytes: [UInt8]

    /// - Throws: what the value's own encoding throws.
    package init(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        bytes = try encoder.encode(value).flatMap { byte -> [UInt8] in
            // "<" is written as an escape of JSON: neither "</script" nor "<!--" can occur (HTML, "Restrictions for contents of
            // script elements").
            byte == UInt8(ascii: "<") ? Array(#"\u003c"#.utf8) : [byte]
        }
    }
}
