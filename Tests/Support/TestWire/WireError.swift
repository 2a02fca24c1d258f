import Glibc

/// What can go wrong between a test and the server it talks to.
package enum WireError: Error, CustomStringConvertible {
    case call(String, errno: Int32)
    /// Nothing came for so long.
    case silence(milliseconds: Int, received: String)
    /// The server closed the connection in the middle of an answer.
    case end(received: String)
    /// What came is no HTTP/1.1.
    case malformed(String)
    /// The server ended before it could be talked to, or has not been started.
    case noServer(log: String)

    package var description: String {
        switch self {
        case .call(let call, let number): "\(call): \(String(cString: strerror(number)))"
        case .silence(let milliseconds, let received): "nothing came for \(milliseconds) ms after '\(received)'"
        case .end(let received): "the connection ended after '\(received)'"
        case .malformed(let what): "this is no HTTP/1.1: \(what)"
        case .noServer(let log): "the server does not run; its log: \(log)"
        }
    }
}
