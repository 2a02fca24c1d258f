/// A typed client of the threat API. A value: copies share their connections.
package struct APIClient: Sendable {
    package let server: ServerURL
    /// How long a call may take from the first byte sent to the last received.
    package let timeout: Duration
    let credential: Credential?
    let connections: HTTPConnections
    let userAgent: String

    /// - Parameters:
    ///   - credential: the key or sensor token; none for what needs none.
    ///   - userAgent: name and version, for the server's logs.
    package init(
        server: ServerURL, credential: Credential?, connections: HTTPConnections, timeout: Duration = .seconds(30),
        userAgent: String = "sikker"
    ) {
        self.server = server
        self.credential = credential
        self.connections = connections
        self.timeout = timeout
        self.userAgent = userAgent
    }
}
