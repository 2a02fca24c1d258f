import Testing
import ThreatModel

@testable import Honeypots

/// A password that the sensor let lie about is marked wherever somebody tries it, and no other is.
@Suite struct PlantedCredentialTests {
    private let settings: ReplaySettings
    private let secrets: PersonaSecrets

    init() {
        var settings = ReplaySettings()
        settings.personaSeed = 2
        self.settings = settings
        secrets = Persona(seed: 2).secrets
    }

    private var passwords: [(text: String, isPlanted: Bool)] {
        [
            (secrets.databasePassword, true), (secrets.mailPassword, true), (secrets.secretKey, true),
            ("letmein", false), (secrets.databaseUser, false), (String(secrets.mailPassword.dropLast()), false),
        ]
    }

    private func marks<Service: Honeypot>(_ service: Service.Type, _ text: String) -> [String?] {
        var visit = ReplayVisit(service, settings.context(for: service))
        visit.send(Array(text.utf8))
        visit.disconnect()
        return visit.take().events.filter { $0.kind == .auth }.map { $0.fields["planted"] }
    }

    @Test func telnet() {
        for (text, isPlanted) in passwords {
            #expect(marks(TelnetHoneypot.self, "someone\r\n\(text)\r\n") == [isPlanted ? "true" : nil])
        }
    }

    @Test func redis() {
        for (text, isPlanted) in passwords {
            let command = "*2\r\n$4\r\nAUTH\r\n$\(text.utf8.count)\r\n\(text)\r\n"
            #expect(marks(RedisHoneypot.self, command) == [isPlanted ? "true" : nil])
        }
    }

    @Test func http() {
        for (text, isPlanted) in passwords {
            let escaped = text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let body = "log=someone&pwd=\(escaped)&wp-submit=Log+In"
            let request = """
                POST /wp-login.php HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                Content-Length: \(body.utf8.count)\r\n\r\n\(body)
                """
            #expect(marks(HTTPHoneypot.self, request) == [isPlanted ? "true" : nil])
        }
    }
}
