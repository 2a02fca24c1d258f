import CZlib

/// Undoes gzip, for servers that tests play.
package enum Gunzip {
    package static let limit = 16 * 1024 * 1024

    /// `nil` when the bytes are no complete gzip member, or hold more than ``limit``.
    package static func inflate(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard inflateInit2_(&stream, 15 + 16, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { inflateEnd(&stream) }
        var input = bytes
        var result: [UInt8] = []
        var portion = [UInt8](repeating: 0, count: 64 * 1024)
        return input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            while result.count < limit {
                let (status, count) = portion.withUnsafeMutableBufferPointer { output in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(output.count)
                    return (CZlib.inflate(&stream, Z_NO_FLUSH), output.count - Int(stream.avail_out))
                }
                result.append(contentsOf: portion[..<count])
                if status == Z_STREAM_END { return result }
                guard status == Z_OK, count > 0 || stream.avail_in > 0 else { return nil }
            }
            return nil
        }
    }
}
