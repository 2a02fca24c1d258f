import Foundation
import Testing
import ThreatModel

@testable import Honeypots

/// The programs people and attackers really use, against the service on the loopback.
@Suite("HTTP with real clients", .tags(.realClients), .enabled(if: ClientProgram.isWanted), .serialized)
struct HTTPClientTests {
    struct Server: CustomTestStringConvertible, Sendable {
        var persona: Persona
        var product: String
        var testDescription: String { product }
        static let all = [
            Self(persona: HTTPPersonas.apache, product: "Apache httpd"),
            Self(persona: HTTPPersonas.nginx, product: "nginx"),
            Self(persona: HTTPPersonas.boa, product: "Boa HTTPd"),
        ]
        static let sites = Array(all.prefix(2))
    }

    /// Runs a command; in it `PORT` stands for the service's port.
    private func visit(
        _ persona: Persona, _ command: String, input: String = "", refused: Int = 0
    ) throws -> (output: String, events: [SocketServer.Record]) {
        var settings = ReplaySettings()
        settings.refused = refused
        let server = try SocketServer(
            HTTPHoneypot.self, settings.context(for: HTTPHoneypot.self, persona: persona))
        defer { server.stop() }
        let output = try ClientProgram.run(
            command.replacingOccurrences(of: "PORT", with: "\(server.port)"), input: Array(input.utf8))
        return (output, server.events)
    }

    struct Form: CustomTestStringConvertible, Sendable {
        var arguments: String
        var answer: String
        var testDescription: String { arguments }
    }

    @Test(
        "curl in all its forms", arguments: Server.sites,
        [
            Form(arguments: "-si http://127.0.0.1:PORT/", answer: "generator"),
            Form(arguments: "-si --http1.0 http://127.0.0.1:PORT/robots.txt", answer: "Disallow"),
            Form(arguments: "-sI http://127.0.0.1:PORT/none", answer: "404 Not Found"),
            Form(arguments: "-si -X PUT -d data http://127.0.0.1:PORT/x", answer: "405"),
            Form(arguments: "-si -F f=@in http://127.0.0.1:PORT/up", answer: "404"),
            Form(
                arguments: "-si -H 'Transfer-Encoding: chunked' --data-binary @in http://127.0.0.1:PORT/xmlrpc.php",
                answer: "faultCode"),
            Form(arguments: "-si -H 'Expect: 100-continue' -d a=b http://127.0.0.1:PORT/", answer: "100 Continue"),
            Form(arguments: "-si -u a:b http://127.0.0.1:PORT/manager/html", answer: "200 OK"),
            Form(arguments: "-si -x http://127.0.0.1:PORT http://198.51.100.1/readme.html", answer: "WordPress"),
            Form(arguments: "-si --path-as-is http://127.0.0.1:PORT/../../etc/passwd", answer: "400 Bad Request"),
            Form(arguments: "-siL http://127.0.0.1:PORT/wp-admin/", answer: "loginform"),
            Form(arguments: "-s http://127.0.0.1:PORT/ http://127.0.0.1:PORT/.git/HEAD", answer: "refs/heads"),
        ])
    func curl(_ server: Server, _ form: Form) throws {
        let (output, events) = try visit(server.persona, "curl -m 20 \(form.arguments)", input: "some bytes")
        #expect(output.contains(form.answer), "\(output)")
        #expect(events.contains { $0.kind == .request && $0.fields["user_agent"]?.hasPrefix("curl/") == true })
    }

    @Test("wget mirrors a page", arguments: Server.sites)
    func wget(_ server: Server) throws {
        let (output, _) = try visit(server.persona, "wget -q -O - http://127.0.0.1:PORT/")
        #expect(output.contains("</html>"), "\(output)")
    }

    @Test("A thousand requests, none of them failed", arguments: Server.all)
    func bench(_ server: Server) throws {
        let (output, events) = try visit(server.persona, "ab -q -n 1000 -c 8 http://127.0.0.1:PORT/")
        #expect(output.contains("Complete requests:      1000"), "\(output)")
        #expect(output.contains("Failed requests:        0"), "\(output)")
        #expect(events.count { $0.kind == .request } == 1000)
    }

    @Test("The Python client keeps its connection", arguments: Server.sites)
    func python(_ server: Server) throws {
        let script = """
            import requests
            s = requests.Session()
            u = 'http://127.0.0.1:PORT'
            r = s.post(u + '/wp-login.php', data={'log': 'admin', 'pwd': 'x', 'wp-submit': 'Log In'})
            print(r.status_code, 'Dashboard' in r.text, len(r.history))
            print(s.get(u + '/wp-json/wp/v2/users').json()[0]['id'], s.get(u + '/.env').text.splitlines()[0])
            """
        let (output, events) = try visit(
            server.persona,
            "sed s/PORT/PORT/ in > s.py; python3 s.py".replacingOccurrences(
                of: "s/PORT/PORT/", with: "'s/P''ORT/PORT/'"),
            input: script)
        #expect(output.contains("200 True 1"), "\(output)")
        #expect(output.contains("1 APP_NAME="), "\(output)")
        #expect(events.contains { $0.kind == .auth && $0.fields["username"] == "admin" })
    }

    @Test("hydra believes in a form", arguments: Server.sites)
    func hydraForm(_ server: Server) throws {
        let words = (0..<30).map { "guess\($0)" }.joined(separator: "\n")
        let (output, events) = try visit(
            server.persona,
            "hydra -l admin -P in -t 2 -s PORT 127.0.0.1 http-post-form '/wp-login.php:log=^USER^&pwd=^PASS^:F=login_error'",
            input: words, refused: 0)
        #expect(output.contains("login: admin   password: guess"), "\(output)")
        #expect(
            events.contains { $0.kind == .auth && $0.fields["username"] == "admin" && $0.fields["method"] == "form" })
    }

    @Test("hydra believes in a device that asks in the head")
    func hydraBasic() throws {
        let words = (0..<30).map { "guess\($0)" }.joined(separator: "\n")
        let persona = try #require(
            (UInt64(0)..<200).lazy.map { Persona(seed: $0) }.first {
                let scene = $0.scene(HTTPScene.self)
                return scene.look == .device && scene.device.usesBasic
            })
        let (output, events) = try visit(
            persona, "hydra -l admin -P in -t 1 -s PORT 127.0.0.1 http-get /", input: words)
        #expect(output.contains("login: admin   password: guess"), "\(output)")
        #expect(events.contains { $0.kind == .auth && $0.fields["method"] == "basic" })
    }

    /// One run of nmap at all of them: it waits more than it works.
    private func scan(_ servers: [Server], _ options: String) throws -> (output: String, events: [SocketServer.Record])
    {
        let running = try servers.map { server in
            try SocketServer(
                HTTPHoneypot.self, ReplaySettings().context(for: HTTPHoneypot.self, persona: server.persona))
        }
        defer { for server in running { server.stop() } }
        let ports = running.map { "\($0.port)" }.joined(separator: ",")
        return (try ClientProgram.run("nmap -n -Pn -sV \(options) -p \(ports) 127.0.0.1"), running.flatMap(\.events))
    }

    @Test("nmap names products and versions, and no honeypot")
    func nmapVersion() throws {
        let (output, _) = try scan(Server.all, "--version-all")
        for server in Server.all {
            let version = server.persona.scene(HTTPScene.self).server.version
            #expect(output.contains("\(server.product) \(version)"), "\(output)")
        }
        #expect(!output.lowercased().contains("honeypot") && !output.contains("unrecognized"), "\(output)")
    }

    @Test("nmap's scripts find what lies about")
    func nmapScripts() throws {
        let (output, events) = try scan(
            Server.sites, "--script http-git,http-methods,http-title,http-generator,http-wordpress-users")
        #expect(output.ranges(of: "Git repository found").count == 2, "\(output)")
        for server in Server.sites {
            let version = server.persona.scene(HTTPScene.self).company.wordPressVersion
            #expect(output.contains("WordPress \(version)"), "\(output)")
        }
        #expect(events.count { $0.kind == .request } > 20)
    }
}
