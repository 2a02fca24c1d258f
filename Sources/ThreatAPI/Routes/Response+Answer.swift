import HTTPTypes
import Hummingbird
import NIOCore

/// Bytes of a shared answer that are handed on at once.
private let sharedPortion = 256 << 10

extension Response {
    /// An answer as Hummingbird sends it.
    init(_ answer: Answer) {
        var fields = HTTPFields()
        AnswerFields.forEach(answer) { name, value in
            if let name = HTTPField.Name(name.description) { fields[name] = value }
        }
        let body: ResponseBody
        switch answer.body {
        case .none: body = ResponseBody()
        case .omitted(let length):
            if let length { fields[.contentLength] = String(length) }
            body = length == nil ? ResponseBody { try await $0.finish(nil) } : ResponseBody()
        case .bytes(let bytes): body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .shared(let pieces, let holder):
            body = ResponseBody(contentLength: answer.body.length) { writer in
                // In portions, each of which waits for the client: so little is left unsent at the end.
                for var piece in pieces {
                    while let portion = piece.readSlice(length: min(piece.readableBytes, sharedPortion)),
                        portion.readableBytes > 0
                    { try await writer.write(portion) }
                }
                try await writer.finish(nil)
                withExtendedLifetime(holder) {}
            }
        case .stream(let stream):
            body = ResponseBody(contentLength: stream.length) { writer in
                try await stream.write(to: HummingbirdAnswerWriter(writer))
            }
        }
        self.init(status: HTTPResponse.Status(code: answer.status), headers: fields, body: body)
    }
}

/// Hands a streamed answer to Hummingbird, which waits while the client does not read.
private final class HummingbirdAnswerWriter: AnswerWriter {
    private var writer: any ResponseBodyWriter

    init(_ writer: any ResponseBodyWriter) { self.writer = writer }

    @concurrent
    func write(_ bytes: [UInt8]) async throws { try await writer.write(ByteBuffer(bytes: bytes)) }

    @concurrent
    func finish() async throws { try await writer.finish(nil) }
}
