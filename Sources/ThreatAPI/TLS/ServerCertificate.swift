import NIOSSL
import ThreatModel

/// A certificate chain with its key, ready for connections.
struct ServerCertificate: Sendable {
    let context: NIOSSLContext
    /// From when to when the server's own certificate is valid.
    let validity: Range<Timestamp>

    /// - Throws: ``CertificateError``
    init(chain pem: [UInt8], key: [UInt8]) throws(CertificateError) {
        let chain: [NIOSSLCertificate]
        do { chain = try NIOSSLCertificate.fromPEMBytes(pem) } catch { throw .noCertificate }
        guard let own = chain.first else { throw .noCertificate }
        let privateKey: NIOSSLPrivateKey
        do { privateKey = try NIOSSLPrivateKey(bytes: key, format: .pem) } catch { throw .noKey }
        let start = Timestamp(milliseconds: Int64(own.notValidBefore) * 1000)
        let end = Timestamp(milliseconds: Int64(own.notValidAfter) * 1000)
        guard start < end else { throw .neverValid }
        validity = start..<end
        var configuration = NIOSSL.TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        // BoringSSL compares the key with the certificate here.
        do { context = try NIOSSLContext(configuration: configuration) } catch { throw .doNotMatch }
    }
}

/// Why a certificate cannot be used. ``description`` is the end of a sentence.
enum CertificateError: Error, Equatable, CustomStringConvertible {
    case unreadable(String)
    case noCertificate
    case noKey
    case neverValid
    case doNotMatch
    /// Another one, which is valid, is in use.
    case notValidNow

    var description: String {
        switch self {
        case .unreadable(let file): "\(file) cannot be read"
        case .noCertificate: "there is no PEM certificate in its file"
        case .noKey: "there is no PEM private key without passphrase in its file"
        case .neverValid: "it ends before it begins"
        case .doNotMatch: "the certificate and the key do not belong together"
        case .notValidNow: "it is not valid at this time"
        }
    }
}
