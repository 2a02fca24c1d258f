/// Finds out whether a YAML text may contain an alias, before anything walks through what it stands for.
///
/// A few aliases of aliases make a document of a few hundred bytes that takes years to walk through.
enum AliasSearch {
    /// The line of the first `*name` whose `&name` stands anywhere in the text, be they an alias and its anchor or only
    /// look like it.
    /// Without these two words in the text there is no alias in it.
    static func firstAlias(in text: String) -> Int? {
        let anchors = words(after: UInt8(ascii: "&"), in: text)
        guard !anchors.isEmpty else { return nil }
        let names = Set(anchors.map(\.word))
        return words(after: UInt8(ascii: "*"), in: text).first { names.contains($0.word) }?.line
    }

    private static func words(after mark: UInt8, in text: String) -> [(word: Substring, line: Int)] {
        var found: [(word: Substring, line: Int)] = []
        var line = 1
        var previous = UInt8(ascii: "\n")
        var index = text.utf8.startIndex
        while index < text.utf8.endIndex {
            let byte = text.utf8[index]
            let next = text.utf8.index(after: index)
            if byte == UInt8(ascii: "\n") { line += 1 }
            if byte == mark, mayPrecedeAnchor(previous) {
                let end = text.utf8[next...].firstIndex { !isAnchorByte($0) } ?? text.utf8.endIndex
                if next < end { found.append((text[next..<end], line)) }
            }
            previous = byte
            index = next
        }
        return found
    }

    /// Where YAML can begin a node: after white space or an indicator, and after the line separators of Unicode, whose
    /// last bytes are taken generously.
    private static func mayPrecedeAnchor(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: "["),
            UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"), 0x80...0xff:
            true
        default: false
        }
    }

    /// What libyaml accepts in the name of an anchor: letters, digits, `_` and `-`.
    private static func isAnchorByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
