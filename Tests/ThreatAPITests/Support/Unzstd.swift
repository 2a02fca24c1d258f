import CZstd
import Foundation

/// Unpacks one Zstandard frame with the library's simplest calls: the judge of what the server packs.
enum Unzstd {
    static func unpack(_ bytes: [UInt8]) throws -> [UInt8] {
        // One frame and nothing after it: there are clients that look no further.
        guard ZSTD_findFrameCompressedSize(bytes, bytes.count) == bytes.count, let stream = ZSTD_createDCtx() else {
            throw CocoaError(.coderReadCorrupt)
        }
        defer { ZSTD_freeDCtx(stream) }
        var result: [UInt8] = []
        var output = [UInt8](repeating: 0, count: 1 << 16)
        var left = 0
        var isFull = false
        try bytes.withUnsafeBytes { bytes in
            var source = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
            repeat {
                let count = output.withUnsafeMutableBytes { output in
                    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
                    left = ZSTD_decompressStream(stream, &target, &source)
                    return target.pos
                }
                guard ZSTD_isError(left) == 0 else { throw CocoaError(.coderReadCorrupt) }
                result += output[..<count]
                isFull = count == output.count
            } while source.pos < source.size || isFull
        }
        guard left == 0 else { throw CocoaError(.coderReadCorrupt) }
        return result
    }
}
