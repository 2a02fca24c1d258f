import TestHosts
import TestLoop

/// A certificate for 127.0.0.1, or for a name, in the files of a folder.
struct WireCertificate: Sendable {
    let folder: LoopFolder
    private let subject: String

    var file: String { folder.file("certificate.pem") }
    private var key: String { folder.file("key.pem") }

    init(in folder: LoopFolder, for name: String? = nil) async throws {
        self.folder = folder
        subject = name.map { "DNS:\($0)" } ?? "IP:127.0.0.1"
        try await make()
    }

    /// Puts another one in the place of the one that is there.
    func make() async throws {
        let (file, key, subject) = (file, key, subject)
        try await TestThread.run {
            try TestCommand.run([
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-keyout", key + ".new", "-out", file + ".new", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=\(subject)",
            ])
            try TestCommand.run(["mv", key + ".new", key])
            try TestCommand.run(["mv", file + ".new", file])
        }
    }

    /// The arguments of a server that speaks TLS with it.
    func arguments(port: UInt16? = nil) -> [String] {
        ["--tls-certificate", file, "--tls-key", key] + (port.map { ["--tls-port", "\($0)"] } ?? [])
    }
}
