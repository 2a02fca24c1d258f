import CZlib

/// A stream of raw deflate data (RFC 1951) through the system's zlib.
final class Deflater {
    /// zlib has no memory, or was given what it cannot take.
    struct Failed: Error {}

    /// The most that is given to zlib at once, and taken from it.
    private static let portionSize = 64 << 10

    private var stream = z_stream()

    /// - Parameter level: 1 (fast) … 9 (small).
    init(level: Int32) throws(Failed) {
        // Negative window bits: raw data, without zlib's own header.
        let size = Int32(MemoryLayout<z_stream>.size)
        let code = deflateInit2_(&stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, zlibVersion(), size)
        guard code == Z_OK else { throw Failed() }
    }

    deinit { deflateEnd(&stream) }

    enum Ending {
        /// What was written so far can be decoded, and the next part begins at a byte.
        case flush
        /// The last block.
        case finish
    }

    /// Compresses `input` and appends what comes of it to `output`.
    func append(_ input: UnsafeRawBufferPointer, ending: Ending, to output: inout [UInt8]) throws(Failed) {
        var rest = input
        repeat {
            let portion = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.portionSize))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(portion.count))
            let flush = rest.isEmpty ? (ending == .finish ? Z_FINISH : Z_SYNC_FLUSH) : Z_NO_FLUSH
            // zlib only reads through next_in; the C declaration lacks the const.
            stream.next_in = UnsafeMutablePointer(mutating: portion.bindMemory(to: UInt8.self).baseAddress)
            stream.avail_in = UInt32(portion.count)
            try drain(flush, to: &output)
        } while !rest.isEmpty
    }

    /// Lets zlib write until it has nothing more to say.
    private func drain(_ flush: Int32, to output: inout [UInt8]) throws(Failed) {
        repeat {
            var code = Z_OK
            output += [UInt8](unsafeUninitializedCapacity: Self.portionSize) { buffer, count in
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(buffer.count)
                code = deflate(&stream, flush)
                count = buffer.count - Int(stream.avail_out)
            }
            // A call with nothing left to do answers Z_BUF_ERROR, which is no failure.
            guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { throw Failed() }
        } while stream.avail_out == 0
    }
}
