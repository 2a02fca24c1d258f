import CZlib

/// Makes gzip data, for servers that tests play.
package enum TestGzip {
    /// `portion` packed so many times over, without ever being in memory that often: a bomb is small.
    package static func pack(_ portion: [UInt8], times: Int = 1) -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, zlibVersion(), size) == Z_OK else {
            return []
        }
        defer { deflateEnd(&stream) }
        var result: [UInt8] = []
        var input = portion
        for number in 0..<times {
            let flush = number == times - 1 ? Z_FINISH : Z_NO_FLUSH
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                repeat {
                    result += [UInt8](unsafeUninitializedCapacity: 64 << 10) { output, count in
                        stream.next_out = output.baseAddress
                        stream.avail_out = UInt32(output.count)
                        deflate(&stream, flush)
                        count = output.count - Int(stream.avail_out)
                    }
                } while stream.avail_out == 0
            }
        }
        return result
    }
}
