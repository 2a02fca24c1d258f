import NIOCore

/// Waits for a client only so long: one that takes nothing meanwhile is cut off.
final class PatientWriter: AnswerWriter {
    private let next: any AnswerWriter
    private let channel: any Channel
    private let patience: TimeAmount

    init(_ next: any AnswerWriter, on channel: any Channel, patience: TimeAmount) {
        self.next = next
        self.channel = channel
        self.patience = patience
    }

    @concurrent
    func write(_ bytes: [UInt8]) async throws {
        let end = channel.eventLoop.scheduleTask(in: patience) { [channel] in channel.close(promise: nil) }
        defer { end.cancel() }
        try await next.write(bytes)
    }

    @concurrent
    func finish() async throws { try await next.finish() }
}

/// A stream whose client is waited for only so long.
struct PatientStream: AnswerStream {
    let stream: BlacklistStream
    let channel: any Channel
    let patience: TimeAmount

    @concurrent
    func write(to writer: any AnswerWriter) async throws {
        try await stream.write(to: PatientWriter(writer, on: channel, patience: patience))
    }
}
