import CZlib

/// Takes gzip data apart, a portion at a time, and never gives more than it was allowed to: a small body that unfolds
/// into gigabytes ends in an error, not in memory.
final class GzipInflater {
    enum Failed: Error, Equatable {
        /// Not gzip, damaged, or cut off.
        case malformed
        /// More than the limit comes out of it.
        case tooLarge
    }

    private static let portionSize = 64 << 10

    private var stream = z_stream()
    private var left: Int
    private var isAtEnd = false

    /// - Parameter limit: the most bytes that may come out in all.
    init(limit: Int) throws(Failed) {
        left = limit
        // 15 bits of window, plus 16: a gzip header is expected.
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(&stream, 15 + 16, zlibVersion(), size) == Z_OK else { throw .malformed }
    }

    deinit { inflateEnd(&stream) }

    /// Takes the next portion and appends what it unfolds to.
    func append(_ input: UnsafeRawBufferPointer, to output: inout [UInt8]) throws(Failed) {
        // zlib only reads through next_in; the C declaration lacks the const.
        stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
        stream.avail_in = UInt32(clamping: input.count)
        while stream.avail_in > 0 || stream.avail_out == 0 {
            // Members may follow one another (RFC 1952 §2.2).
            if isAtEnd {
                guard stream.avail_in > 0 else { break }
                guard inflateReset(&stream) == Z_OK else { throw .malformed }
                isAtEnd = false
            }
            var code = Z_OK
            let before = output.count
            output += [UInt8](unsafeUninitializedCapacity: Self.portionSize) { buffer, count in
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(buffer.count)
                code = inflate(&stream, Z_NO_FLUSH)
                count = buffer.count - Int(stream.avail_out)
            }
            left -= output.count - before
            guard left >= 0 else { throw .tooLarge }
            switch code {
            case Z_STREAM_END: isAtEnd = true
            case Z_OK: break
            case Z_BUF_ERROR where stream.avail_in == 0: return
            default: throw .malformed
            }
        }
    }

    /// - Throws: ``Failed/malformed`` when the data ended before its end.
    func finish() throws(Failed) {
        guard isAtEnd else { throw .malformed }
    }
}
