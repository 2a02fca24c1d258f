/// A body that is written bit by bit.
protocol AnswerStream: Sendable {
    /// Bytes, where their number is known beforehand.
    var length: Int? { get }

    /// Writes everything and finishes.
    @concurrent
    func write(to writer: any AnswerWriter) async throws
}

extension AnswerStream {
    var length: Int? { nil }
}

/// Takes the bytes of a streamed answer; waits while the client does not read.
protocol AnswerWriter: AnyObject {
    @concurrent
    func write(_ bytes: [UInt8]) async throws
    /// After the last bytes.
    @concurrent
    func finish() async throws
}
