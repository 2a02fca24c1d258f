/// Reads through a spool file whatever state it is in: skips damage to the next whole record, and knows where the last one
/// ends.
struct SpoolScan {
    /// Bytes read at a time.
    static let portion = 256 * 1024

    private let file: any OpenFile
    /// Bytes of the file that count.
    private let end: Int
    private var buffer: [UInt8] = []
    /// Offset in the file of the buffer's first byte.
    private var bufferStart: Int
    /// Offset in the file of the next record.
    private(set) var offset: Int
    /// Stretches of bytes that were no record.
    private(set) var damages = 0

    init(_ file: any OpenFile, from offset: Int, to end: Int) {
        self.file = file
        self.end = end
        self.offset = offset
        bufferStart = offset
    }

    /// The next whole record and its payload; `nil` when there is none up to the end. ``offset`` then still stands behind
    /// the last record, before whatever damaged or unfinished bytes follow.
    mutating func next() throws(FileError) -> (record: SpoolRecord, payload: ArraySlice<UInt8>)? {
        var position = offset
        var isDamaged = false
        while position < end {
            try load(position, atLeast: SpoolRecord.headerBytes)
            var parsed = SpoolRecord.parse(buffer, at: position - bufferStart)
            if case .incomplete = parsed, bufferStart + buffer.count < end {
                try load(position, atLeast: SpoolRecord.headerBytes + SpoolRecord.maximumPayloadBytes)
                parsed = SpoolRecord.parse(buffer, at: position - bufferStart)
            }
            switch parsed {
            case .record(let record):
                if isDamaged { damages += 1 }
                offset = bufferStart + record.payload.upperBound
                return (record, buffer[record.payload])
            case .incomplete, .damaged:
                isDamaged = true
                position = bufferStart + SpoolRecord.nextMarker(in: buffer, after: position - bufferStart)
            }
        }
        return nil
    }

    /// Makes sure that the buffer holds `count` bytes from `position` on, or all there are.
    private mutating func load(_ position: Int, atLeast count: Int) throws(FileError) {
        let needed = min(position + count, end)
        guard position < bufferStart || needed > bufferStart + buffer.count else { return }
        let length = min(max(Self.portion, count), end - position)
        buffer = try file.read(at: position, count: length)
        bufferStart = position
        // A file shorter than it was said to be: what is missing counts as damage, not as a reason to wait.
        if buffer.count < length { buffer.append(contentsOf: [UInt8](repeating: 0, count: length - buffer.count)) }
    }
}
