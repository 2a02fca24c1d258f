import IPNetworks

/// Reads a list in any format while it arrives, and hands out what it is in lines: what ``ListLineSearch`` looks through
/// later.
struct FormattedListReader: Sendable {
    private enum Filter {
        case none
        case csv(CSVFilter)
        case json(JSONFilter)
    }

    private var filter: Filter
    private var reader: ListReader
    private let maximumBytes: Int
    private var bytes = 0
    /// The first bytes, until there are enough to tell what the content is; `nil` then.
    private var beginning: [UInt8]? = []

    /// What a record of a table becomes may be longer than the record.
    private static let growth = 4

    init(_ format: ListFormat, policy: ListPolicy, expectedBytes: Int = 0) {
        maximumBytes = policy.maximumBytes
        var policy = policy
        switch format {
        case .plain, .cidr, .netset:
            filter = .none
            beginning = nil
        case .csv(let column): filter = .csv(CSVFilter(column))
        case .json(let pattern): filter = .json(JSONFilter(pattern))
        }
        switch format {
        case .plain, .cidr, .netset: break
        case .csv, .json:
            policy.maximumBytes = policy.maximumBytes.multipliedReportingOverflow(by: Self.growth).partialValue
            // The filter ends every line that it begins, and knows when the end is missing.
            policy.lastLine = .take
        }
        reader = ListReader(policy: policy, expectedBytes: expectedBytes)
    }

    /// Takes the next piece and appends to `lines` what it is in lines. After an error the rest need not be read.
    mutating func consume(_ chunk: Span<UInt8>, lines: inout [UInt8]) throws(ListRefusal) {
        let (total, overflow) = bytes.addingReportingOverflow(chunk.count)
        guard !overflow, total <= maximumBytes else { throw .tooLarge(limit: maximumBytes) }
        bytes = total
        try examine(chunk)
        let start = lines.count
        switch filter {
        case .none: chunk.withUnsafeBufferPointer { lines.append(contentsOf: $0) }
        case .csv(var csv):
            filter = .none
            try csv.consume(chunk, into: &lines)
            filter = .csv(csv)
        case .json(var json):
            filter = .none
            try json.consume(chunk, into: &lines)
            filter = .json(json)
        }
        try reader.consume(lines.span.extracting(start..<lines.count))
    }

    /// Ends the list and judges it.
    consuming func finish(lines: inout [UInt8]) throws(ListRefusal) -> AcceptedList {
        var whole = consume self
        let start = lines.count
        if let beginning = whole.beginning { try Self.check(beginning, whole.filter) }
        switch whole.filter {
        case .none: break
        case .csv(var csv): try csv.finish(into: &lines)
        case .json(var json): try json.finish(into: &lines)
        }
        try whole.reader.consume(lines.span.extracting(start..<lines.count))
        // Taken out, so that it is owned once and sorts in place.
        let reader = whole.reader
        whole.reader = ListReader(policy: .download)
        return try reader.finish()
    }

    private mutating func examine(_ chunk: Span<UInt8>) throws(ListRefusal) {
        guard var beginning else { return }
        for index in 0..<min(chunk.count, ContentKind.examinedBytes - beginning.count) {
            beginning.append(chunk[index])
        }
        // A filter would find fault with a page at once, but only here is said that it is one.
        let isEnough = beginning.contains { $0 > 0x20 }
        if isEnough { try Self.check(beginning, filter) }
        self.beginning = beginning.count < ContentKind.examinedBytes ? beginning : nil
    }

    private static func check(_ beginning: [UInt8], _ filter: Filter) throws(ListRefusal) {
        let kind = ContentKind(beginning: beginning.span)
        switch (filter, kind) {
        case (.csv, .text), (.json, .json), (.none, _): return
        case (.json, .text) where !beginning.isEmpty:
            throw .notInFormat("This is text, and JSON was expected.")
        case (.json, .text): return
        case (.csv, _), (.json, _): throw .notAList(kind)
        }
    }
}
