/// Lines of ours in a file of the administrator's, between two comments that say whose they are. Taking them out again leaves everything else
/// as it is, whatever was changed around them meanwhile.
struct MarkedBlock {
    let begin: String
    let end: String
    /// In place of ``begin`` where the file did not end with a line feed before.
    private let beginOnNewLine: String
    /// Stands before a line that was there, and which the block takes the place of.
    private static let former = "# in place of: "

    /// - Parameter id: of the integration.
    init(_ id: String) {
        begin = "# >>> sikker integrate \(id)"
        end = "# <<< sikker integrate \(id)"
        beginOnNewLine = begin + " (the file ended without a line feed)"
    }

    /// From the line ``begin`` to the line ``end``.
    ///
    /// - Throws: when one of the two is there without the other.
    func range(in text: TextLines, of path: String) throws(CommandFailure) -> ClosedRange<Int>? {
        let first = text.lines.indices.first { [begin, beginOnNewLine].contains(text.trimmed($0)) }
        let last = text.lines.indices.first { text.trimmed($0) == end }
        if let first, let last, first < last { return first...last }
        guard first == nil, last == nil else {
            throw CommandFailure(
                .configuration,
                "\(path) has only one of the lines '\(begin)' and '\(end)': put the other one back, or take both out")
        }
        return nil
    }

    /// The file with these lines as its block: where the block is, or at its end.
    func appending(_ lines: [String], to text: TextLines, of path: String) throws(CommandFailure) -> TextLines {
        var text = text
        if let range = try range(in: text, of: path) {
            text.lines.replaceSubrange(range.lowerBound + 1..<range.upperBound, with: Self.encoded(lines))
            return text
        }
        let isWhole = text.endsWithLineFeed
        if !isWhole { text.lines[text.count - 1].append(UInt8(ascii: "\n")) }
        text.lines += Self.encoded([isWhole ? begin : beginOnNewLine] + lines + [end])
        return text
    }

    /// The file with these lines in place of one line, which the block remembers.
    func replacing(_ index: Int, with lines: [String], in text: TextLines) -> TextLines {
        var text = text
        let former = Array(Self.former.utf8) + text.lines[index]
        text.lines.replaceSubrange(index...index, with: Self.encoded([begin]) + [former] + Self.encoded(lines + [end]))
        return text
    }

    /// The file without the block, with the line back that it took the place of.
    ///
    /// - Parameter lines: what was put into it. Lines that the administrator wrote in their place stay.
    func removed(from text: TextLines, of path: String, lines: [String]?) throws(CommandFailure) -> TextLines {
        guard let range = try range(in: text, of: path) else { return text }
        var text = text
        let wasWhole = text.trimmed(range.lowerBound) == begin
        var inner = Array(text.lines[range].dropFirst().dropLast())
        var former: [UInt8]?
        if let first = inner.first, first.starts(with: Self.former.utf8) {
            former = Array(first.dropFirst(Self.former.utf8.count))
            inner.removeFirst()
        }
        let isOurs = lines.map { Self.encoded($0) == inner } ?? true
        text.lines.replaceSubrange(range, with: isOurs ? former.map { [$0] } ?? [] : inner)
        if !wasWhole, isOurs, range.lowerBound == text.count, range.lowerBound > 0 {
            text.lines[range.lowerBound - 1].removeLast()
        }
        return text
    }

    private static func encoded(_ lines: [String]) -> [[UInt8]] { lines.map { Array(($0 + "\n").utf8) } }
}
