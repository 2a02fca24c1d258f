/// Takes the body of a request off the connection, keeps the beginning of it and counts the rest.
struct HTTPBodyReader: Sendable {
    private enum State: Hashable, Sendable {
        /// So many bytes are to come.
        case counted(UInt64)
        case chunkSize(UInt64, digits: Int)
        /// The rest of the line behind a chunk's size.
        case chunkExtension(UInt64, length: Int)
        case chunk(UInt64)
        case chunkEnd
        /// The lines behind the last chunk; how long the present one is, and how many bytes there were.
        case trailer(line: Int, total: Int)
        case complete
    }

    private var state: State
    private let keptBytes: Int
    private(set) var kept: [UInt8] = []
    /// Bytes of the body that came, chunk sizes not counted.
    private(set) var size = 0

    init(length: UInt64, keeping keptBytes: Int) {
        state = length == 0 ? .complete : .counted(length)
        self.keptBytes = keptBytes
    }

    init(chunksKeeping keptBytes: Int) {
        state = .chunkSize(0, digits: 0)
        self.keptBytes = keptBytes
    }

    var isComplete: Bool { state == .complete }
    var isCut: Bool { size > kept.count }

    /// Takes what belongs to the body; the rest stays in `input`.
    mutating func read(_ input: inout ArraySlice<UInt8>) throws(HTTPFault) {
        while !input.isEmpty {
            switch state {
            case .complete: return
            case .counted(let rest):
                let left = take(rest, &input)
                state = left == 0 ? .complete : .counted(left)
            case .chunk(let rest):
                let left = take(rest, &input)
                state = left == 0 ? .chunkEnd : .chunk(left)
            case .chunkSize, .chunkExtension, .chunkEnd, .trailer:
                try step(input.removeFirst())
            }
        }
    }

    private mutating func take(_ rest: UInt64, _ input: inout ArraySlice<UInt8>) -> UInt64 {
        let piece = input.prefix(Int(clamping: rest))
        input = input[piece.endIndex...]
        kept += piece.prefix(max(0, keptBytes - kept.count))
        size &+= piece.count
        return rest - UInt64(piece.count)
    }

    /// One byte between the chunks (RFC 9112 §7.1).
    private mutating func step(_ byte: UInt8) throws(HTTPFault) {
        switch state {
        case .chunkSize(let size, let digits):
            if let digit = ASCII.hexadecimalValue(byte) {
                guard digits < Self.mostSizeDigits else { throw .chunk }
                state = .chunkSize(size << 4 | UInt64(digit), digits: digits + 1)
            } else {
                guard digits > 0 else { throw .chunk }
                switch byte {
                case 0x0a: state = afterSize(size)
                case 0x0d, 0x20, 0x09, 0x3b: state = .chunkExtension(size, length: 1)
                default: throw .chunk
                }
            }
        case .chunkExtension(let size, let length):
            guard length < Self.mostExtensionBytes else { throw .chunk }
            state = byte == 0x0a ? afterSize(size) : .chunkExtension(size, length: length + 1)
        case .chunkEnd:
            switch byte {
            case 0x0d: break
            case 0x0a: state = .chunkSize(0, digits: 0)
            default: throw .chunk
            }
        case .trailer(let line, let total):
            guard total < Self.mostTrailerBytes else { throw .chunk }
            switch byte {
            case 0x0a: state = line == 0 ? .complete : .trailer(line: 0, total: total + 1)
            case 0x0d: state = .trailer(line: line, total: total + 1)
            default: state = .trailer(line: line + 1, total: total + 1)
            }
        case .counted, .chunk, .complete: break
        }
    }

    private func afterSize(_ size: UInt64) -> State { size == 0 ? .trailer(line: 0, total: 0) : .chunk(size) }

    /// Enough for a chunk of 2⁶⁰ bytes, and no leading zeros without end.
    private static let mostSizeDigits = 15
    private static let mostExtensionBytes = 1024
    private static let mostTrailerBytes = 8192
}
