/// The file that remembers up to where the server has acknowledged: `acknowledged <sequence> <crc>`.
///
/// It may be behind the truth after a crash, never ahead of it: then events are sent again under the same ids, which the
/// server recognises.
struct AcknowledgedMark {
    static let maximumBytes = 64

    let path: String

    /// The sequence number of the first event that is not acknowledged; `nil` when there is no file or no sense in it.
    func read(_ files: any FileLayer) throws(FileError) -> UInt64? {
        guard let bytes = try files.contents(of: path, limit: Self.maximumBytes) else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 3, words[0] == "acknowledged", let sequence = UInt64(words[1]),
            words[2] == Self.check(sequence)
        else { return nil }
        return sequence
    }

    func write(_ sequence: UInt64, _ files: any FileLayer) throws(FileError) {
        let text = "acknowledged \(sequence) \(Self.check(sequence))\n"
        try files.replace(path, with: Array(text.utf8), durable: false)
    }

    private static func check(_ sequence: UInt64) -> String {
        String(CRC32C.checksum("acknowledged \(sequence)".utf8), radix: 16)
    }
}
