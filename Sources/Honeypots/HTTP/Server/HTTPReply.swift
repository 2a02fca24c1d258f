import ThreatModel

/// The circumstances under which an answer is written.
struct HTTPReply: Sendable {
    var response: HTTPResponse
    /// nil when the request could not be read that far.
    var method: ByteString?
    var target: ByteString?
    var version = HTTPVersion.v1_1
    /// What the visitor calls the server: the value of `Host`, or nil.
    var host: ByteString?
    var localPort: UInt16 = 80
    /// Which request of the connection this is, from 1.
    var number = 1
    var staysOpen = false
    /// The visitor asked in so many words for the connection to stay: HTTP/1.0 has it only then.
    var asksToStay = false
    var now: Timestamp
    /// What is wrong with the request, when that is why there is this answer.
    var fault: HTTPFault?

    var isHead: Bool { method == "HEAD" }

    /// The host without its port, and the port: 80 unless the visitor names one.
    var authority: (host: ByteString, port: String)? {
        guard let host else { return nil }
        guard let colon = host.lastIndex(of: UInt8(ascii: ":")), host[(colon + 1)...].allSatisfy(\.isDigit) else {
            return (host, "80")
        }
        let port = ByteString(host[(colon + 1)...]).text
        return (ByteString(host[..<colon]), port.isEmpty ? "80" : String(port.prefix(5)))
    }
}
