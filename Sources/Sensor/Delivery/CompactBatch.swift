/// A batch as it goes over the wire. Where a session takes place is told by its first event in the batch, and the others
/// leave it out; no event tells its own identifier, which follows from the session's. Nearly half of the bytes of a batch
/// is that.
enum CompactBatch {
    /// In a line of ``EventLine``, where the event's identifier with its name stands, and where the session's does.
    private static let own = 1..<45
    private static let session = 56..<92
    private static let start = Array(",\"protocol\":\"".utf8)
    /// What the server takes for granted.
    private static let usual = Array(",\"transport\":\"tcp\"".utf8)
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
            guard let place = place(in: line, after: identifier.endIndex) else {
                compact += line
                continue
            }
            compact += line[..<(line.startIndex + own.lowerBound)]
            let rest = line[(line.startIndex + own.upperBound)...]
            if told.insert(identifier).inserted {
                let usual = find(usual, in: line[place])
                compact += rest[..<(usual ?? place.upperBound)]
                compact += rest[(usual.map { $0 + Self.usual.count } ?? place.upperBound)...]
            } else {
                compact += rest[..<place.lowerBound]
                compact += rest[place.upperBound...]
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
