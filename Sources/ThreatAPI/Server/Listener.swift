/// A port of the server, and what is spoken there.
struct Listener: Sendable {
    let port: Int
    /// `nil`: no TLS.
    let certificates: CertificateKeeper?
    /// The one that the server's owner is told of.
    let isMain: Bool

    static func all(_ configuration: ThreatAPIConfiguration, _ certificates: CertificateKeeper?) -> [Listener] {
        guard let port = configuration.tls?.port else {
            return [Listener(port: configuration.port, certificates: certificates, isMain: true)]
        }
        return [
            Listener(port: configuration.port, certificates: nil, isMain: true),
            Listener(port: port, certificates: certificates, isMain: false),
        ]
    }
}
