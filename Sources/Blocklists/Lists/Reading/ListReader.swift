import IPNetworks

/// Turns the bytes of one list into addresses, or refuses it. Bytes may arrive in pieces of any size.
///
/// These are the rules about one answer alone. Whether it may replace the answer before it is ``ListHistory``'s matter.
package struct ListReader: Sendable {
    private let policy: ListPolicy
    private var parser: ListParser
    /// The first bytes, until there are enough to tell what the content is.
    private var beginning: [UInt8] = []
    private var bytes = 0

    /// - Parameter expectedBytes: the length of the list where it is known; memory is then reserved at once.
    package init(policy: ListPolicy, expectedBytes: Int = 0) {
        self.policy = policy
        parser = ListParser(rules: policy.rules, expectedBytes: min(expectedBytes, policy.maximumBytes))
    }

    /// Takes the next piece. After an error the rest need not be read.
    package mutating func consume(_ chunk: Span<UInt8>) throws(ListRefusal) {
        let (total, overflow) = bytes.addingReportingOverflow(chunk.count)
        guard !overflow, total <= policy.maximumBytes else { throw .tooLarge(limit: policy.maximumBytes) }
        bytes = total
        if beginning.count < ContentKind.examinedBytes {
            let missing = ContentKind.examinedBytes - beginning.count
            for index in 0..<min(missing, chunk.count) { beginning.append(chunk[index]) }
            if beginning.count == ContentKind.examinedBytes { try checkContent() }
        }
        parser.consume(chunk)
    }

    /// Ends the list and judges it.
    package consuming func finish() throws(ListRefusal) -> AcceptedList {
        let policy = policy
        try checkContent()
        let bytes = bytes
        let (addresses, tally) = parser.finish(lastLine: policy.lastLine)
        let junk = tally.junkCount
        guard tally.refused[.tooMany] == nil else { throw .tooManyEntries(limit: policy.rules.maximumEntries) }
        if tally.entries == 0, !policy.acceptsEmpty {
            guard junk == 0 else { throw .mostlyJunk(junk: junk, entries: 0, example: tally.junkExamples.first) }
            guard tally.refused.isEmpty else {
                throw .nothingUsable(refused: tally.refusedCount, example: tally.refusedExamples.first)
            }
            throw .empty
        }
        let entries = tally.entries + tally.refusedCount
        guard Double(junk) <= policy.toleratedJunk * Double(junk + entries) else {
            throw .mostlyJunk(junk: junk, entries: entries, example: tally.junkExamples.first)
        }
        return AcceptedList(addresses: addresses, report: ListReport(tally: tally, bytes: bytes))
    }

    private func checkContent() throws(ListRefusal) {
        let kind = ContentKind(beginning: beginning.span)
        guard kind == .text else { throw .notAList(kind) }
    }
}
