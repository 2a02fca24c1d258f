import AsyncHTTPClient
import NIOCore
import NIOPosix

extension APIError {
    /// What an error of the connection means.
    package static func transport(_ error: any Error, server: ServerURL, limit: Int) -> APIError {
        switch error {
        case let error as APIError: return error
        case is CancellationError: return .cancelled
        case is NIOTooManyBytesError: return .responseTooLarge(limit: limit)
        case let error as HTTPClientError: return client(error, server: server)
        case let error as NIOConnectionError:
            let failure = error.connectionErrors.first.map { words(for: $0.error) }
            return .unreachable(
                server: server.authority, reason: failure ?? "the name '\(error.host)' is not known")
        default: return .unreachable(server: server.authority, reason: words(for: error))
        }
    }

    private static func client(_ error: HTTPClientError, server: ServerURL) -> APIError {
        switch error {
        case .cancelled, .alreadyShutdown, .requestStreamCancelled: return .cancelled
        case .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded, .tlsHandshakeTimeout,
            .getConnectionFromPoolTimeout, .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
            return .timeout(server: server.authority)
        case .remoteConnectionClosed:
            return .unreachable(server: server.authority, reason: "it closed the connection without an answer")
        default: return .unreachable(server: server.authority, reason: error.shortDescription)
        }
    }

    private static func words(for error: any Error) -> String {
        if let error = error as? IOError { return errorText(error.errnoCode) }
        let text = "\(error)"
        // BoringSSL says where in its source it noticed; whoever reads this wants to know what to look at.
        guard !text.contains("CERTIFICATE_VERIFY_FAILED") else {
            return "its certificate has expired, is for another name, or is signed by nobody whom this machine trusts"
        }
        return String(text.prefix(maximumSentenceLength))
    }
}
