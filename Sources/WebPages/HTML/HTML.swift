/// A piece of a page. Text becomes part of one only escaped, and tags and names of attributes are literals of our own sources:
/// whatever strangers wrote, a page cannot be broken by it.
package struct HTML: Equatable, Sendable {
    /// UTF-8.
    package private(set) var bytes: [UInt8]

    package init() { bytes = [] }

    /// What is read, not what is marked up: `<b>` becomes `&lt;b&gt;`.
    package init(text: String) {
        bytes = []
        HTMLText.append(text, to: &bytes)
    }

    /// Text for a `textarea`, of which a browser drops a first line feed.
    package init(textAreaText text: String) { self = HTML(markup: "\n") + HTML(text: text) }

    init(markup: StaticString) {
        bytes = []
        append(markup: markup)
    }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    package static func + (first: HTML, second: HTML) -> HTML { HTML(first.bytes + second.bytes) }

    package var isEmpty: Bool { bytes.isEmpty }

    mutating func append(_ other: HTML) { bytes += other.bytes }

    mutating func append(markup: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
    }
}
