import ThreatModel

/// The file that remembers up to where the server has acknowledged: two lines of `acknowledged <sequence> <check>`, written
/// in turn, of which the higher valid one counts.
///
/// Writing in place needs no room, so that a full disk does not keep a sensor from noting what is delivered; writing in turn
/// leaves the line before whole when a write is torn. The mark may be behind the truth after a crash, never ahead of it:
/// then events are sent again under the same ids, which the server recognises.
struct AcknowledgedMark: Sendable {
    /// One line, its line feed included.
    static let lineBytes = 64

    private let file: any OpenFile
    /// Which line is written next.
    private var isSecondNext = false

    /// Opens the file, making it when there is none.
    init(path: String, files: any FileLayer) throws(FileError) {
        file = try files.open(path)
        if try file.size() < 2 * Self.lineBytes {
            // Room for both lines, once.
            let kept = try file.read(at: 0, count: 2 * Self.lineBytes)
            let blank = [UInt8](repeating: UInt8(ascii: "\n"), count: 2 * Self.lineBytes - kept.count)
            try file.write(blank, at: kept.count)
        }
    }

    /// The sequence number of the first event that is not acknowledged; `nil` when neither line makes sense.
    func read() throws(FileError) -> UInt64? {
        let bytes = try file.read(at: 0, count: 2 * Self.lineBytes)
        return [bytes.prefix(Self.lineBytes), bytes.dropFirst(Self.lineBytes)].compactMap(Self.sequence).max()
    }

    mutating func write(_ sequence: UInt64) throws(FileError) {
        var line = Array("acknowledged \(sequence) \(Self.check(sequence))".utf8)
        line.append(contentsOf: [UInt8](repeating: UInt8(ascii: " "), count: Self.lineBytes - 1 - line.count))
        line.append(UInt8(ascii: "\n"))
        try file.write(line, at: isSecondNext ? Self.lineBytes : 0)
        isSecondNext.toggle()
    }

    private static func sequence(_ line: ArraySlice<UInt8>) -> UInt64? {
        let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 3, words[0] == "acknowledged", let sequence = UInt64(words[1]), words[2] == check(sequence)
        else { return nil }
        return sequence
    }

    private static func check(_ sequence: UInt64) -> String {
        String(CRC32C.of("acknowledged \(sequence)".utf8.span), radix: 16)
    }
}
