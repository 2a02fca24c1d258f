import Blocklists
import NIOSSL

/// The certificate with which the dashboard shows who it is, and its key, as they stand in their files.
struct DashboardCertificate: Sendable {
    let chain: [NIOSSLCertificate]
    let key: NIOSSLPrivateKey

    /// Bytes of a file.
    private static let mostBytes = 256 << 10

    /// - Throws: when a file cannot be read or holds something else, or the two do not belong together.
    init(_ files: Bytes) throws(BlocklistError) {
        do {
            chain = try NIOSSLCertificate.fromPEMBytes(files.certificate)
        } catch {
            throw .unusable(file: files.certificateFile, "there is no PEM certificate in it")
        }
        do {
            key = try NIOSSLPrivateKey(bytes: files.key, format: .pem)
        } catch {
            throw .unusable(file: files.keyFile, "there is no PEM private key without passphrase in it")
        }
        do {
            // BoringSSL compares the key with the certificate here.
            _ = try NIOSSLContext(configuration: configuration)
        } catch {
            throw .unusable(file: files.keyFile, "it is not the key of the certificate in \(files.certificateFile)")
        }
    }

    /// For connections that show this certificate.
    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }

    /// What stands in the files.
    struct Bytes: Equatable, Sendable {
        let certificateFile: String
        let keyFile: String
        let certificate: [UInt8]
        let key: [UInt8]

        init(certificateFile: String, keyFile: String) throws(BlocklistError) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
            certificate = try Self.read(certificateFile)
            key = try Self.read(keyFile)
        }

        private static func read(_ path: String) throws(BlocklistError) -> [UInt8] {
            guard let bytes = try StoredFile(path).read(limit: mostBytes, followingLinks: true) else {
                throw .missing(file: path)
            }
            return bytes
        }
    }
}
