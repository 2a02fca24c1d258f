/// Why text is no command.
enum ShellSyntaxError: Error, Hashable, Sendable {
    /// More lines may make it one. `message` is what a script's end makes of it.
    case incomplete(message: ByteString, until: Awaited)
    /// `syntax error: ` is followed by this.
    case faulty(ByteString)

    /// What the next lines must bring before it is worth parsing again.
    enum Awaited: Hashable, Sendable {
        case anything
        /// The end of a here-document, on a line of its own.
        case line(ByteString)
        /// A closing quote.
        case byte(UInt8)
    }

    /// What ash prints behind its own name.
    var message: ByteString {
        switch self {
        case .incomplete(let message, _), .faulty(let message): "syntax error: " + message
        }
    }

    static func unexpected(_ token: ByteString, expecting: ByteString? = nil) -> Self {
        .faulty("unexpected " + token + (expecting.map { " (expecting " + $0 + ")" } ?? ""))
    }

    static func unexpectedEnd(expecting: ByteString?) -> Self {
        .incomplete(
            message: "unexpected end of file" + (expecting.map { " (expecting " + $0 + ")" } ?? ""), until: .anything)
    }
}
