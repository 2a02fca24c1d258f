import Testing
import ThreatModel

@testable import Honeypots

@Suite("SSH logins by a list")
struct SSHPolicyTests {
    @Test("Only who is named gets in, and every attempt is recorded")
    func list() throws {
        var settings = ReplaySettings()
        settings.logins = .list(try CredentialList(Array("root:right\n".utf8)))
        var client = SSHTestClient(settings)
        try client.exchangeKeys()
        try client.startLogin()
        try client.tryPassword("root", "wrong")
        #expect(client.take(.authenticationFailure) != nil)
        try client.tryPassword("root", "right")
        #expect(client.take(.authenticationSuccess) != nil)
        let attempts = client.events.filter { $0.kind == .auth }
        #expect(attempts.map { $0.fields["password"] } == ["wrong", "right"])
        #expect(attempts.map { $0.fields["success"] } == ["false", "true"])
    }

    @Test("Telnet keeps to the same list")
    func telnet() throws {
        var settings = ReplaySettings()
        settings.logins = .list(try CredentialList(Array("admin:right\n".utf8)))
        var visit = ReplayVisit(TelnetHoneypot.self, settings.context(for: TelnetHoneypot.self))
        visit.send(Array("root\r\nright\r\nadmin\r\nright\r\n".utf8))
        let attempts = visit.take().events.filter { $0.kind == .auth }
        #expect(attempts.map { $0.fields["username"] } == ["root", "admin"])
        #expect(attempts.map { $0.fields["success"] } == ["false", "true"])
    }
}
