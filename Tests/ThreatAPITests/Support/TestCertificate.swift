import Foundation
import NIOSSL
import TestHosts

@testable import ThreatAPI

/// A certificate for 127.0.0.1 that openssl made, in a folder of its own.
struct TestCertificate: Sendable {
    let folder: TemporaryFolder
    var files: TLSFiles {
        TLSFiles(certificateFile: folder.path + "/server.pem", keyFile: folder.path + "/server.key")
    }

    init(days: Int = 90) async throws {
        folder = try TemporaryFolder()
        try await make(days: days)
    }

    /// Makes another one in place of the first.
    func make(days: Int = 90, certificateFile: String = "server.pem", keyFile: String = "server.key") async throws {
        let path = folder.path
        _ = try await TestThread.run {
            try TestCommand.run([
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-keyout", path + "/" + keyFile, "-out", path + "/" + certificateFile, "-days", "\(days)", "-subj",
                "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
            ])
        }
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name)))
    }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
    }

    /// For a client that takes any certificate.
    static func anyServer() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        return try NIOSSLContext(configuration: configuration)
    }
}
