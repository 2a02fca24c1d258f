/// Reads a list of addresses from bytes that arrive in pieces of any size.
///
/// A line holds one entry, an address, `address/length` or `address-address`, in IPv4 or IPv6. White space may stand
/// around it. `#` and `;` begin a comment that reaches to the end of the line. Behind the entry other fields may follow
/// after white space, as in `192.0.2.7 scanner 17`; they mean nothing, but if one of them is an address too, as in
/// `192.0.2.0 255.255.255.0`, the line could mean something else than its first field and is refused. Lines end in LF or
/// CRLF, and a byte order mark may stand before the first.
///
/// A line that is no entry is counted and shown, never guessed at. Memory is bounded by ``ListRules``.
package struct ListParser: Sendable {
    private let rules: ListRules
    private var builder = IPAddressSetBuilder()
    private var tally = ListTally()
    /// The beginning of a line whose end has not arrived: at most one byte more than ``ListRules/longestLine``.
    private var unfinished: [UInt8] = []

    /// - Parameter expectedBytes: the length of the list where it is known; memory is then reserved at once.
    package init(rules: ListRules = ListRules(), expectedBytes: Int = 0) {
        self.rules = rules
        builder.v4.reserveCapacity(max(0, min(expectedBytes / Self.usualLineLength, rules.maximumEntries)))
    }

    /// A little less than a line of a list of IPv4 addresses takes.
    private static let usualLineLength = 13

    /// Takes the next piece.
    package mutating func consume(_ chunk: Span<UInt8>) {
        var position = 0
        if !unfinished.isEmpty {
            let end = lineEnd(in: chunk, from: 0)
            keep(chunk.extracting(0..<(end ?? chunk.count)))
            guard let end else { return }
            let line = unfinished
            take(line.span)
            unfinished.removeAll(keepingCapacity: true)
            position = end &+ 1
        }
        while position < chunk.count {
            if let next = takeUsualLine(in: chunk, from: position) {
                position = next
            } else if let end = lineEnd(in: chunk, from: position) {
                take(chunk.extracting(position..<end))
                position = end &+ 1
            } else {
                keep(chunk.extracting(position..<chunk.count))
                return
            }
        }
    }

    /// What to do with a last line that does not end in a line feed.
    package enum LastLine: Sendable {
        /// It is whole: many a file written by hand ends that way.
        case take
        /// It may have been cut, and `192.0.2.1` may be what is left of `192.0.2.17`.
        case drop
    }

    /// Ends the list and returns what it held.
    package consuming func finish(lastLine: LastLine = .take) -> (addresses: IPAddressSet, tally: ListTally) {
        var parser = consume self
        if !parser.unfinished.isEmpty {
            switch lastLine {
            case .take:
                let line = parser.unfinished
                parser.take(line.span)
            case .drop:
                parser.tally.droppedLastLine = ListLine.excerpt(of: parser.unfinished.span)
            }
        }
        // Taken out, so that it is owned once and sorts in place.
        let builder = parser.builder
        parser.builder = IPAddressSetBuilder()
        return (builder.build(), parser.tally)
    }

    /// Takes a line that is nothing but an IPv4 address, as most lines of most lists are, and returns where the next one
    /// begins. Any other line is left to ``take(_:)``.
    @inline(__always)
    private mutating func takeUsualLine(in chunk: Span<UInt8>, from start: Int) -> Int? {
        var position = start
        guard let address = AddressScanner.ipv4(in: chunk, at: &position),
            position < chunk.count, chunk[position] == UInt8(ascii: "\n"),
            tally.entries < rules.maximumEntries
        else { return nil }
        builder.v4.insert(AddressRange(address))
        tally.entries &+= 1
        tally.lines &+= 1
        return position &+ 1
    }

    /// Takes a whole line, given without its line feed. Of a line that is too long more than the limit need not be given.
    private mutating func take(_ line: Span<UInt8>) {
        tally.lines &+= 1
        let isTooLong = line.count > ListRules.longestLine
        let line = line.extracting(first: ListRules.longestLine)
        let content = ListLine.content(of: line, isFirst: tally.lines == 1)
        let isComment = content.isEmpty && content.lowerBound < line.count
        if isComment || content.isEmpty && !isTooLong {
            tally.comments &+= 1
            return
        }
        guard !isTooLong else { return refuse(line, .tooLong) }
        do {
            let entry = try ListLine.entry(in: line.extracting(content))
            guard !rules.isTooBroad(entry) else { return refuse(line, .tooBroad) }
            guard tally.entries < rules.maximumEntries else { return refuse(line, .tooMany) }
            builder.insert(entry)
            tally.entries &+= 1
        } catch {
            refuse(line, ListLine.isBinary(line) ? .binary : .syntax(error))
        }
    }

    private mutating func refuse(_ line: Span<UInt8>, _ reason: ListProblem.Reason) {
        let number = tally.lines
        tally.add(ListProblem(line: number, reason: reason, excerpt: ListLine.excerpt(of: line)), for: reason)
    }

    /// Keeps as much of a line as is needed to judge it once its end arrives.
    private mutating func keep(_ part: Span<UInt8>) {
        let room = ListRules.longestLine &+ 1 &- unfinished.count
        for index in 0..<min(room, part.count) { unfinished.append(part[index]) }
    }

    private func lineEnd(in chunk: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < chunk.count {
            if chunk[index] == UInt8(ascii: "\n") { return index }
            index &+= 1
        }
        return nil
    }
}
