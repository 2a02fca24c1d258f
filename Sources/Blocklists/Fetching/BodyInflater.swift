import CZlib

/// Unpacks the body of an answer where it is gzip (RFC 1952), whether the server says so or the file is, a portion at a
/// time: what unfolds into gigabytes is never in memory, because whoever takes the portions says when it is enough.
final class BodyInflater {
    private enum State {
        /// The first bytes, until there are enough of them to tell.
        case undecided([UInt8])
        case plain
        case gzip
    }

    private static let portionSize = 64 << 10

    private var state: State
    private var stream = z_stream()
    private var isOpen = false
    private var isAtEnd = false
    private var portion = [UInt8](repeating: 0, count: portionSize)

    init() { state = .undecided([]) }

    deinit { if isOpen { inflateEnd(&stream) } }

    /// Takes the next piece and hands on what it unfolds to.
    func consume(
        _ piece: Span<UInt8>, _ take: (Span<UInt8>) throws(FetchFailure) -> Void
    ) throws(FetchFailure) {
        switch state {
        case .plain: try take(piece)
        case .gzip: try unfold(piece, take)
        case .undecided(var beginning):
            for index in piece.indices { beginning.append(piece[index]) }
            guard beginning.count >= 2 else {
                state = .undecided(beginning)
                return
            }
            try decide(beginning)
            try consume(beginning.span, take)
        }
    }

    /// The body is complete.
    func finish(_ take: (Span<UInt8>) throws(FetchFailure) -> Void) throws(FetchFailure) {
        switch state {
        case .undecided(let beginning): try take(beginning.span)
        case .plain: break
        case .gzip: guard isAtEnd else { throw Self.cut }
        }
    }

    private static var cut: FetchFailure {
        FetchFailure(.failed, "The compressed answer ends in the middle: it was cut.")
    }

    private func decide(_ beginning: [UInt8]) throws(FetchFailure) {
        guard beginning.starts(with: [0x1f, 0x8b]) else {
            state = .plain
            return
        }
        // 15 bits of window, plus 16: a gzip header is expected.
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(&stream, 15 + 16, zlibVersion(), size) == Z_OK else {
            throw FetchFailure(.failed, "There is no memory to unpack the answer.")
        }
        isOpen = true
        state = .gzip
    }

    private func unfold(
        _ piece: Span<UInt8>, _ take: (Span<UInt8>) throws(FetchFailure) -> Void
    ) throws(FetchFailure) {
        var consumed = 0
        var isFull = false
        while consumed < piece.count || isFull {
            // Members may follow one another (RFC 1952 §2.2).
            if isAtEnd {
                guard consumed < piece.count else { return }
                guard inflateReset(&stream) == Z_OK else { throw Self.damaged }
                isAtEnd = false
            }
            let (code, used, count) = step(piece.extracting(consumed..<piece.count))
            consumed += used
            isFull = count == portion.count
            if count > 0 {
                let unfolded = portion
                try take(unfolded.span.extracting(0..<count))
            }
            switch code {
            case Z_STREAM_END: isAtEnd = true
            case Z_OK: break
            case Z_BUF_ERROR where consumed == piece.count: return
            default: throw Self.damaged
            }
        }
    }

    private static var damaged: FetchFailure {
        FetchFailure(.refused, "The compressed answer is damaged and cannot be unpacked.")
    }

    /// One call of zlib: how it went, how much it took and how much it gave.
    private func step(_ input: Span<UInt8>) -> (code: Int32, used: Int, count: Int) {
        input.withUnsafeBufferPointer { input in
            portion.withUnsafeMutableBufferPointer { output in
                // zlib only reads through next_in; the C declaration lacks the const.
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(clamping: input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(clamping: output.count)
                let code = inflate(&stream, Z_NO_FLUSH)
                return (code, input.count - Int(stream.avail_in), output.count - Int(stream.avail_out))
            }
        }
    }
}
