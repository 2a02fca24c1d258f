/// Compresses a streamed answer on its way.
final class GzipAnswerWriter: AnswerWriter {
    /// Fast rather than small: this answer is compressed for one client only.
    private static let level: Int32 = 1

    private let next: any AnswerWriter
    private let deflater: Deflater
    private var output = GzipFraming.header
    private var checksum: UInt32 = 0
    private var length = 0

    init(_ next: any AnswerWriter) throws(Deflater.Failed) {
        self.next = next
        deflater = try Deflater(level: Self.level)
    }

    @concurrent
    func write(_ bytes: [UInt8]) async throws {
        try append(bytes, ending: .flush)
        try await next.write(output)
        output.removeAll(keepingCapacity: true)
    }

    @concurrent
    func finish() async throws {
        try append([], ending: .finish)
        output += GzipFraming.trailer(checksum: checksum, length: length)
        try await next.write(output)
        try await next.finish()
    }

    private func append(_ bytes: [UInt8], ending: Deflater.Ending) throws(Deflater.Failed) {
        do {
            try bytes.withUnsafeBytes { bytes in
                checksum = GzipFraming.checksum(checksum, appending: bytes)
                length += bytes.count
                try deflater.append(bytes, ending: ending, to: &output)
            }
        } catch { throw Deflater.Failed() }
    }
}
