import CZlib

/// The gzip format (RFC 1952) through the system's zlib.
package enum Gzip {
    package enum Level: Int32, Sendable {
        /// One event in the log of a session looks like the last, which any level finds.
        case fast = 3
        /// For what is compressed once.
        case small = 9
    }

    /// zlib: 15 bits of window, plus 16 to write the gzip header rather than zlib's own.
    private static let windowBits: Int32 = 15 + 16
    private static let memoryLevel: Int32 = 8

    /// The compressed bytes; `nil` when zlib has no memory, where sending them plain is the way on.
    package static func compress(_ bytes: [UInt8], _ level: Level = .fast) -> [UInt8]? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard
            deflateInit2_(
                &stream, level.rawValue, Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY, zlibVersion(), size)
                == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        // The bound is for all of it at once: one call writes everything.
        let bound = Int(deflateBound(&stream, uLong(bytes.count)))
        var isComplete = false
        let compressed = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            bytes.withUnsafeBufferPointer { input in
                // zlib only reads through next_in; the C declaration merely lacks the const.
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(clamping: input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(clamping: output.count)
                isComplete = deflate(&stream, Z_FINISH) == Z_STREAM_END
            }
            count = output.count - Int(stream.avail_out)
        }
        return isComplete ? compressed : nil
    }
}
