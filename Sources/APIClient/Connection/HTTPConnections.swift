package import AsyncHTTPClient
package import NIOCore
import NIOHTTPCompression
import NIOSSL

/// The process's connections to servers: one pool, shared by every client made from it.
package final class HTTPConnections: Sendable {
    /// No answer may inflate to more than this, whoever reads it; each call has its own, lower limit on top.
    package static let maximumInflatedBytes = 256 * 1024 * 1024
    package static let connectTimeout: TimeAmount = .seconds(5)

    package let client: HTTPClient

    /// - Parameters:
    ///   - eventLoopGroup: where the sockets live; the process-wide group unless a test says otherwise.
    ///   - inflates: whether compressed answers are unpacked here; otherwise whoever reads them does.
    ///   - authorities: a file of certificates to trust instead of those that the system trusts.
    package init(eventLoopGroup: (any EventLoopGroup)? = nil, inflates: Bool = true, authorities: String? = nil) {
        var configuration = HTTPClient.Configuration()
        // A redirect would carry the credential to wherever it points.
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = Self.connectTimeout
        if inflates { configuration.decompression = .enabled(limit: .size(Self.maximumInflatedBytes)) }
        if let authorities {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(authorities)
            configuration.tlsConfiguration = tls
        }
        configuration.httpVersion = .http1Only
        // Retrying is decided by whoever calls, with all its failures in view.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(
            eventLoopGroupProvider: eventLoopGroup.map { .shared($0) } ?? .shared(HTTPClient.defaultEventLoopGroup),
            configuration: configuration)
    }

    /// Ends what is still under way and closes every connection. Call once, when no client is used any more.
    package func shutdown() async {
        // The only error is that it was shut down before, which is what is wanted.
        try? await client.shutdown()
    }
}

extension HTTPConnections: CustomReflectable {
    /// Empty: a connection's inner state holds the headers of its last request, the credential among them.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
