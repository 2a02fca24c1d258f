import Foundation
import TestGuards
import TestHosts
import Testing

/// The port with a certificate of its own, and with the next one.
@Suite(.timeLimit(.minutes(3)))
struct TLSTests {
    private static func makeCertificate(in folder: String, name: String) async throws {
        _ = try await TestThread.run {
            try TestCommand.run([
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-keyout", folder + "/tls.key", "-out", folder + "/tls.pem", "-days", "9", "-subj", "/CN=\(name)",
                "-addext", "subjectAltName=IP:127.0.0.1",
            ])
        }
    }

    @Test func thePortSpeaksTLSWithTheCertificateThatIsThere() async throws {
        let folder = try Folder()
        try await Self.makeCertificate(in: folder.path, name: "first.example")
        let files = "{certificate: \(folder.path)/tls.pem, key: \(folder.path)/tls.key}"
        let settings = "dashboard.tls: \(files)\n"
        try await ServedDashboard.whileServing(settings) { dashboard in
            #expect(dashboard.url.hasPrefix("https://"))
            let answer = try await dashboard.curl(path: "/log")
            #expect(answer.hasPrefix("HTTP/1.1 200"))
            let login = try await dashboard.curl(
                "--data-urlencode", "password=\(ServedDashboard.Login.viewer.password)", as: .nobody, path: "/login")
            #expect(login.contains("; Secure") && ServedDashboard.cookie(in: login)?.hasPrefix("__Host-") == true)
            for version in ["--tls-max", "--tlsv1.3"] {
                let old = try? await dashboard.curl(
                    with: version == "--tls-max" ? ["--tls-max", "1.1"] : [version], as: .nobody, path: "/login")
                #expect((old?.hasPrefix("HTTP/1.1 200") ?? false) == (version == "--tlsv1.3"), "\(version)")
            }
            // One that is broken changes nothing; the next good one is shown without a restart.
            let key = try String(contentsOfFile: folder.path + "/tls.key", encoding: .utf8)
            try "nonsense".write(toFile: folder.path + "/tls.key", atomically: true, encoding: .utf8)
            await dashboard.guarded.guarding.log.line(containing: "goes on showing")
            #expect(try await dashboard.curl(path: "/log").hasPrefix("HTTP/1.1 200"))
            try key.write(toFile: folder.path + "/tls.key", atomically: true, encoding: .utf8)
            try await Self.makeCertificate(in: folder.path, name: "second.example")
            while true {
                let shown = try await dashboard.curl("-v", "--stderr", "-", as: .nobody, path: "/login")
                if shown.contains("second.example") { break }
            }
        }
    }
}
