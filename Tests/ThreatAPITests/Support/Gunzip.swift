import CZlib
import Foundation

/// Unpacks gzip with zlib's simplest calls: the judge of what the server packs.
enum Gunzip {
    static func unpack(_ bytes: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        guard inflateInit2_(&stream, 15 + 16, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw CocoaError(.coderInvalidValue)
        }
        defer { inflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: 64 << 20)
        var input = bytes
        let code = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        // One member and nothing after it: what every client understands.
        guard code == Z_STREAM_END, stream.avail_in == 0 else { throw CocoaError(.coderReadCorrupt) }
        return Array(output[..<Int(stream.total_out)])
    }
}
