import NIOCore
import ThreatModel

/// Writes answers as HTTP/1.1 (RFC 9112).
enum AnswerBytes {
    /// Bodies up to this are written together with their head.
    private static let smallBody = 16 << 10

    /// Appends the head of an answer, and its body where that is small; returns what remains to be written after it.
    static func append(_ answer: Answer, date: HTTPDate, to buffer: inout ByteBuffer) -> [ByteBuffer] {
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeString(String(answer.status))
        buffer.writeStaticString(" ")
        buffer.writeStaticString(reason(answer.status))
        buffer.writeStaticString("\r\nDate: ")
        buffer.writeBytes(date.text)
        buffer.writeStaticString("\r\n")
        AnswerFields.forEach(answer) { name, value in
            buffer.writeStaticString(name)
            buffer.writeStaticString(": ")
            buffer.writeString(value)
            buffer.writeStaticString("\r\n")
        }
        if answer.status != 304, let length = answer.body.length {
            buffer.writeStaticString("Content-Length: ")
            buffer.writeString(String(length))
            buffer.writeStaticString("\r\n")
        }
        buffer.writeStaticString("\r\n")
        switch answer.body {
        case .none, .omitted, .stream: return []
        case .bytes(let bytes):
            buffer.writeBytes(bytes)
            return []
        case .shared(let pieces, _):
            guard answer.body.length ?? 0 > smallBody else {
                for piece in pieces { buffer.writeImmutableBuffer(piece) }
                return []
            }
            return pieces.filter { $0.readableBytes > 0 }
        }
    }

    /// The phrase beside a status; clients ignore it.
    private static func reason(_ status: Int) -> StaticString {
        switch status {
        case 200: "OK"
        case 304: "Not Modified"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 429: "Too Many Requests"
        case 503: "Service Unavailable"
        default: "Status"
        }
    }
}
