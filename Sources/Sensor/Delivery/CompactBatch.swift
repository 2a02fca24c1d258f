/// A batch as it goes over the wire. Where a session takes place is told by its first event in the batch; the others leave
/// it out, and the server has it from there. A third of the bytes of a batch is that.
enum CompactBatch {
    /// In a line of ``EventLine``, where the session's identifier stands.
    private static let session = 56..<92
    private static let start = Array(",\"protocol\":\"".utf8)
    private static let end = Array(",\"kind\":\"".utf8)

    /// - Parameter lines: events as ``EventLine`` writes them, each ended by a line feed.
    static func compact(_ lines: [UInt8]) -> [UInt8] {
        var compact: [UInt8] = []
        compact.reserveCapacity(lines.count)
        var told: Set<ArraySlice<UInt8>> = []
        var position = 0
        while position < lines.count {
            let next = lines[position...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? lines.count
            let line = lines[position..<next]
            position = next
            guard line.count > session.upperBound else {
                compact += line
                continue
            }
            let identifier = line[line.startIndex + session.lowerBound..<line.startIndex + session.upperBound]
            if told.insert(identifier).inserted {
                compact += line
            } else if let place = place(in: line, after: identifier.endIndex) {
                compact += line[..<place.lowerBound]
                compact += line[place.upperBound...]
            } else {
                compact += line
            }
        }
        return compact
    }

    /// From `protocol` up to `kind`: numbers, addresses and names of ours, so that nothing a visitor chose stands there.
    private static func place(in line: ArraySlice<UInt8>, after index: Int) -> Range<Int>? {
        guard let first = find(start, in: line[index...]), let last = find(end, in: line[first...]) else { return nil }
        return first..<last
    }

    private static func find(_ text: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.indices.first { bytes[$0...].starts(with: text) }
    }
}
