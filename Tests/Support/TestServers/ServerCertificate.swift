import NIOSSL

/// A certificate for 127.0.0.1 in a file, with its key in another.
package struct ServerCertificate: Sendable {
    package let file: String
    package let key: String

    package init(file: String, key: String) {
        self.file = file
        self.key = key
    }

    func serverContext() throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMFile(file).map { NIOSSLCertificateSource.certificate($0) }
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(NIOSSLPrivateKey(file: key, format: .pem))))
    }
}
