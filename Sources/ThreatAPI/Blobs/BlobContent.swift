import NIOPosix

/// The bytes of a file, as fast as whoever asked for them reads.
struct BlobContent: AnswerStream {
    private static let portionBytes = 256 << 10

    let reader: BlobReader
    let threads: NIOThreadPool

    var length: Int? { reader.size }

    @concurrent
    func write(to writer: any AnswerWriter) async throws {
        var offset = 0
        while offset < reader.size {
            let portion = try await threads.runIfActive { [reader, offset] in
                try reader.read(at: offset, count: Self.portionBytes)
            }
            // A file that somebody cut is not made longer: the length that was promised tells.
            guard !portion.isEmpty else { throw BlobFault("read", reader.path) }
            try await writer.write(portion)
            offset += portion.count
        }
        try await writer.finish()
    }
}
