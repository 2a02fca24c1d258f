/// The JSON of a list on its way to one client: written in portions, so that its length does not matter.
struct JSONListStream: AnswerStream {
    /// Addresses written at once: some 70 KB.
    private static let portion = 512

    let list: JSONList
    /// How many addresses the answer holds.
    let count: Int
    /// The most that it may hold.
    let limit: Int
    let isGzip: Bool

    @concurrent
    func write(to writer: any AnswerWriter) async throws {
        let writer = isGzip ? try GzipAnswerWriter(writer) : writer
        var json = JSONWriter(capacity: Self.portion * 160)
        list.writeHead(limit: limit, count: count, to: &json)
        var start = 0
        while start < count {
            let end = min(start + Self.portion, count)
            list.write(start..<end, to: &json)
            try await writer.write(json.bytes)
            json.removeAll()
            start = end
        }
        list.writeTail(to: &json)
        try await writer.write(json.bytes)
        try await writer.finish()
    }
}
