import CZstd

/// A Zstandard frame that is written bit by bit, through the system's library.
final class ZstdCompressor {
    /// The library has no memory, or was given what it cannot take.
    struct Failed: Error {}

    private let stream: OpaquePointer
    private var output = [UInt8](repeating: 0, count: ZSTD_CStreamOutSize())

    /// - Parameter level: 1 (fast) … 19 (small).
    init(level: Int32) throws(Failed) {
        guard let stream = ZSTD_createCCtx() else { throw Failed() }
        self.stream = stream
        let code = ZSTD_CCtx_setParameter(stream, ZSTD_c_compressionLevel, level)
        guard ZSTD_isError(code) == 0 else { throw Failed() }
    }

    deinit { ZSTD_freeCCtx(stream) }

    /// Compresses `input` and appends all that comes of it to `bytes`, so that a reader can unpack everything so far.
    func append(_ input: UnsafeRawBufferPointer, to bytes: inout [UInt8]) throws(Failed) {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        while true {
            var left = 0
            var count = 0
            output.withUnsafeMutableBytes { output in
                var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
                left = ZSTD_compressStream2(stream, &target, &source, ZSTD_e_flush)
                count = target.pos
            }
            guard ZSTD_isError(left) == 0 else { throw Failed() }
            bytes += output[..<count]
            if left == 0 { return }
        }
    }
}
