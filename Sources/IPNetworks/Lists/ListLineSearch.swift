/// Finds the lines of a list whose entry holds an address, in bytes that arrive in pieces of any size.
///
/// Whoever wants to know why an address is listed asks rarely; so nobody remembers line numbers for all addresses, and the
/// list is read once more.
package struct ListLineSearch: Sendable {
    /// A line that was found.
    package struct Hit: Hashable, Sendable {
        /// Counted from 1.
        package let number: Int
        /// The beginning of the line, as ``ListProblem/excerpt``.
        package let text: String
    }

    /// A list may repeat itself; so many lines are enough to look at.
    package static let mostHits = 4

    private let address: IPAddress
    private let rules: ListRules
    /// An IPv4 address in the only way in which it can be written with digits and dots alone.
    private let plainText: [UInt8]
    /// In the order of the list.
    package private(set) var hits: [Hit] = []
    private var lines = 0
    /// The beginning of a line whose end has not arrived: at most one byte more than ``ListRules/longestLine``.
    private var unfinished: [UInt8] = []

    /// - Parameter rules: those that the list was read by: what they refuse lists nothing.
    package init(_ address: IPAddress, rules: ListRules = ListRules()) {
        self.address = address
        self.rules = rules
        plainText = address.isIPv4 ? Array("\(address)".utf8) : []
    }

    /// Whether there is no need to read on.
    package var isComplete: Bool { hits.count == Self.mostHits }

    package mutating func consume(_ chunk: Span<UInt8>) {
        var start = 0
        // Nearly every line of most lists is one IPv4 address and nothing else, which is compared and not read.
        var isPlain = true
        for index in chunk.indices {
            let byte = chunk[index]
            guard byte == UInt8(ascii: "\n") else {
                isPlain = isPlain && (byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "."))
                continue
            }
            defer { isPlain = true }
            if unfinished.isEmpty {
                let line = chunk.extracting(start..<index)
                if isPlain, !isPlainText(line) { lines &+= 1 } else { take(line) }
            } else {
                keep(chunk.extracting(start..<index))
                let line = unfinished
                unfinished.removeAll(keepingCapacity: true)
                take(line.span)
            }
            start = index &+ 1
        }
        keep(chunk.extracting(start..<chunk.count))
    }

    /// The list has ended; its last line may lack a line feed.
    package mutating func finish() {
        let line = unfinished
        unfinished = []
        if !line.isEmpty { take(line.span) }
    }

    private func isPlainText(_ line: Span<UInt8>) -> Bool {
        line.count == plainText.count && plainText.indices.allSatisfy { plainText[$0] == line[$0] }
    }

    private mutating func take(_ line: Span<UInt8>) {
        lines &+= 1
        guard !isComplete else { return }
        let isTooLong = line.count > ListRules.longestLine
        let line = line.extracting(first: ListRules.longestLine)
        let content = ListLine.content(of: line, isFirst: lines == 1)
        guard !content.isEmpty, !isTooLong, let entry = try? ListLine.entry(in: line.extracting(content)),
            entry.contains(address), !rules.isTooBroad(entry)
        else { return }
        hits.append(Hit(number: lines, text: ListLine.excerpt(of: line)))
    }

    private mutating func keep(_ part: Span<UInt8>) {
        let room = ListRules.longestLine &+ 1 &- unfinished.count
        for index in 0..<min(room, part.count) { unfinished.append(part[index]) }
    }
}
