/// A text that is too large to be kept, on its way to one client: each portion is written when the client takes it.
struct ListTextStream: AnswerStream {
    /// Blocks written at once: some 160 KB of JSON.
    private static let portion = 4

    let text: ListText
    let part: ListText.Part

    var length: Int? { part.length }

    @concurrent
    func write(to writer: any AnswerWriter) async throws {
        try await writer.write(part.head)
        var bytes = JSONWriter()
        for start in stride(from: 0, to: part.blocks, by: Self.portion) {
            bytes.removeAll()
            for block in start..<min(start + Self.portion, part.blocks) { text.write(block: block, to: &bytes) }
            try await writer.write(bytes.bytes)
        }
        try await writer.write(part.rest + part.tail)
        try await writer.finish()
    }
}
