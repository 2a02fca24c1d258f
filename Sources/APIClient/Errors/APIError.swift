/// Why a call to the server failed. The description is one sentence for the person who reads it; it never holds a secret.
package enum APIError: Error, Hashable, Sendable {
    /// Something given to the client cannot be used; the text says what and what would do.
    case invalid(String)
    /// No connection: refused, no route, no such name, TLS not agreed.
    case unreachable(server: String, reason: String)
    /// No answer in time.
    case timeout(server: String)
    /// 401: no key, or one the server does not know.
    case unauthorised(String)
    /// 403: the key is disabled, expired or not allowed to do this.
    case forbidden(String)
    /// 429: the day's quota is used up, or too many requests at once.
    case quota(retryAfter: Duration?, sentence: String)
    /// 413: what was sent is more than the server takes at once.
    case requestTooLarge(String)
    /// Any other 4xx: the server says what was wrong with the request.
    case rejected(status: Int, sentence: String)
    /// 5xx.
    case serverFault(status: Int, retryAfter: Duration?, sentence: String)
    /// The answer is larger than this call reads.
    case responseTooLarge(limit: Int)
    /// The answer is not what this API answers: a proxy's page, another program on the port.
    case notJSON(server: String, detail: String)
    /// The task was cancelled.
    case cancelled
}

extension APIError {
    /// Whether the same call may succeed later without anyone changing anything.
    package var isTransient: Bool {
        switch self {
        case .unreachable, .timeout, .quota, .serverFault, .notJSON: true
        case .invalid, .unauthorised, .forbidden, .requestTooLarge, .rejected, .responseTooLarge, .cancelled: false
        }
    }

    /// How long the server asks to be left alone.
    package var retryAfter: Duration? {
        switch self {
        case .quota(let retryAfter, _), .serverFault(_, let retryAfter, _): retryAfter
        case .invalid, .unreachable, .timeout, .unauthorised, .forbidden, .requestTooLarge, .rejected,
            .responseTooLarge,
            .notJSON, .cancelled:
            nil
        }
    }
}

extension APIError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .invalid(let sentence): sentence
        case .unreachable(let server, let reason): "\(server) cannot be reached: \(reason)"
        case .timeout(let server): "\(server) did not answer in time"
        case .unauthorised(let sentence): "The server does not accept the key: \(sentence)"
        case .forbidden(let sentence): "The server refuses: \(sentence)"
        case .quota(let retryAfter, let sentence):
            "The quota is used up: \(sentence)" + (retryAfter.map { " (again in \($0.components.seconds) s)" } ?? "")
        case .requestTooLarge(let sentence): "The request is too large for the server: \(sentence)"
        case .rejected(let status, let sentence): "The server rejected the request (\(status)): \(sentence)"
        case .serverFault(let status, _, let sentence): "The server failed (\(status)): \(sentence)"
        case .responseTooLarge(let limit): "The answer is larger than the \(limit) bytes that are read"
        case .notJSON(let server, let detail): "\(server) does not answer like a Sikker server: \(detail)"
        case .cancelled: "The call was cancelled"
        }
    }
}
