import NIOCore

/// A body of which somebody wants to know whether it was written to its end.
struct NotedBody: AnswerStream {
    /// Bytes of a shared body that are copied at once.
    private static let portion = 64 << 10

    let body: Answer.Body
    /// Told once: `true` after the last byte.
    let onEnd: @Sendable (_ isSent: Bool) -> Void

    var length: Int? { body.length }

    @concurrent
    func write(to writer: any AnswerWriter) async throws {
        do {
            try await writeAll(to: writer)
        } catch {
            onEnd(false)
            throw error
        }
        onEnd(true)
    }

    @concurrent
    private func writeAll(to writer: any AnswerWriter) async throws {
        switch body {
        case .none, .omitted: break
        case .bytes(let bytes): try await writer.write(bytes)
        case .shared(let pieces, let holder):
            for var piece in pieces {
                while let bytes = piece.readBytes(length: min(piece.readableBytes, Self.portion)), !bytes.isEmpty {
                    try await writer.write(bytes)
                }
            }
            withExtendedLifetime(holder) {}
        case .stream(let stream): return try await stream.write(to: writer)
        }
        try await writer.finish()
    }
}
