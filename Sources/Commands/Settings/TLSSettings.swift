import ThreatAPI

/// What is said about TLS, whole or not.
struct TLSSettings: Sendable {
    var certificate: String?
    var key: String?
    var port: Int?

    /// `nil`: no TLS.
    var files: TLSFiles? {
        guard let certificate, let key else { return nil }
        return TLSFiles(certificateFile: certificate, keyFile: key, port: port)
    }
}
