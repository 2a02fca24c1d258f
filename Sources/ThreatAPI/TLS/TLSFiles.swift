/// The certificate with which the server shows who it is.
package struct TLSFiles: Sendable {
    /// PEM: the server's certificate first, then those that lead to one that clients know.
    package var certificateFile: String
    /// PEM, without a passphrase.
    package var keyFile: String
    /// A port of its own beside the plain one; `nil`: the server's port speaks TLS and nothing else.
    package var port: Int?

    package init(certificateFile: String, keyFile: String, port: Int? = nil) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.port = port
    }
}
