import IPNetworks

/// The body of an answer on its way to a list: unpacked, brought into lines, read.
struct ListBody {
    private let inflater = BodyInflater()
    private var reader: FormattedListReader?
    private var lines: [UInt8] = []

    init(_ reader: FormattedListReader) { self.reader = reader }

    mutating func consume(_ piece: Span<UInt8>) throws(FetchFailure) {
        guard var reader = reader.take() else { return }
        try inflater.consume(piece) { (part) throws(FetchFailure) in try Self.read(part, &reader, &lines) }
        self.reader = reader
    }

    mutating func finish() throws(FetchFailure) -> AcceptedList {
        guard var reader = reader.take() else { throw FetchFailure(.refused, "The list was not read.") }
        try inflater.finish { (part) throws(FetchFailure) in try Self.read(part, &reader, &lines) }
        do throws(ListRefusal) {
            return try reader.finish(lines: &lines)
        } catch {
            throw FetchFailure(error)
        }
    }

    /// The lines since the last call.
    mutating func takeLines() -> [UInt8] {
        defer { lines = [] }
        return lines
    }

    private static func read(
        _ part: Span<UInt8>, _ reader: inout FormattedListReader, _ lines: inout [UInt8]
    ) throws(FetchFailure) {
        do throws(ListRefusal) {
            try reader.consume(part, lines: &lines)
        } catch {
            throw FetchFailure(error)
        }
    }
}
