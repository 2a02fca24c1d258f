/// A way to write a list down, for one kind of consumer. Each format is a file in this folder and a line in
/// ``ListFormatRegistry``.
///
/// A text is a head, rows and a tail. Rows are written in blocks of ``ListText/blockRows``, always cut at the same places, so
/// that any beginning of a list shares its blocks with the whole.
protocol ListFormat: Sendable {
    /// The word in `format=`.
    var name: String { get }
    var contentType: Answer.ContentType { get }
    /// Whether a row may be a network, so that `aggregate=true` makes sense.
    var takesNetworks: Bool { get }
    /// Whether all rows of IPv4 come before those of IPv6.
    var separatesFamilies: Bool { get }
    /// Whether head and tail say more than the rows do: the time, or what is left of a quota. The text's tag is then a weak
    /// one, of the rows alone.
    var framesVary: Bool { get }

    func writeHead(_ frame: ListFrame, to text: inout JSONWriter)
    /// Writes some rows of one block.
    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter)
    func writeTail(_ frame: ListFrame, to text: inout JSONWriter)
}

extension ListFormat {
    var takesNetworks: Bool { true }
    var separatesFamilies: Bool { false }
    var framesVary: Bool { false }
    func writeHead(_ frame: ListFrame, to text: inout JSONWriter) {}
    func writeTail(_ frame: ListFrame, to text: inout JSONWriter) {}
}
