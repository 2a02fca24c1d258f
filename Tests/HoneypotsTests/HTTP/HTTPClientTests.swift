import Foundation
import Testing
import ThreatModel

@testable import Honeypots

/// The programs people and attackers really use, against the service on the loopback.
@Suite("HTTP with real clients", .tags(.realClients), .waits, .enabled(if: ClientProgram.isWanted), .serialized)
struct HTTPClientTests {
    /// Runs a command; in it and in its input `PORT` stands for the service's port.
    private func visit(
        _ site: WebSite, _ command: String, input: String = ""
    ) throws -> (output: String, events: [SocketServer.Record]) {
        var settings = ReplaySettings()
        settings.personaSeed = WebPersonas.seed(site)
        let context = settings.context(for: HTTPHoneypot.self, persona: WebPersonas.persona(site))
        let server = try SocketServer(HTTPHoneypot.self, context)
        defer { server.stop() }
        func placed(_ text: String) -> String { text.replacingOccurrences(of: "PORT", with: "\(server.port)") }
        let output = try ClientProgram.run(placed(command), input: Array(placed(input).utf8))
        return (output, server.events)
    }

    @Test(
        "curl gets an answer to every form of request", arguments: WebSite.allCases,
        [
            "http://127.0.0.1:PORT/", "--http1.0 http://127.0.0.1:PORT/", "--http0.9 -X GET http://127.0.0.1:PORT/",
            "-I http://127.0.0.1:PORT/robots.txt", "-X PUT -T in http://127.0.0.1:PORT/x.txt",
            "-F file=@in http://127.0.0.1:PORT/upload.php", "-d a=b -d c=d http://127.0.0.1:PORT/form",
            "-H 'Transfer-Encoding: chunked' -d @in http://127.0.0.1:PORT/form",
            "-H 'Expect: 100-continue' -d @in http://127.0.0.1:PORT/form", "-u admin:admin http://127.0.0.1:PORT/",
            "-x http://127.0.0.1:PORT http://example.com/", "-X OPTIONS http://127.0.0.1:PORT/",
            "--compressed -L http://127.0.0.1:PORT/images", "http://127.0.0.1:PORT/a http://127.0.0.1:PORT/b",
        ])
    func curl(_ site: WebSite, _ form: String) throws {
        let (output, events) = try visit(
            site, "curl -s -S -o answer -w '%{http_code} %{size_download}' \(form)", input: "some text\n")
        let code = try #require(Int(output.prefix { $0.isNumber }), "\(form): \(output)")
        #expect((200..<600).contains(code), "\(form): \(output)")
        #expect(events.contains { $0.kind == .request }, "\(form)")
    }

    @Test("ab asks a thousand times, on kept connections too", arguments: WebSite.servers, ["", "-k"])
    func benchmark(_ site: WebSite, _ option: String) throws {
        let (output, events) = try visit(site, "ab -q -n 1000 -c 8 \(option) http://127.0.0.1:PORT/")
        #expect(output.contains("Complete requests:      1000"), "\(output)")
        #expect(output.contains("Failed requests:        0"), "\(output)")
        #expect(events.count { $0.kind == .request } >= 1000)
    }

    @Test("wget mirrors a company's site")
    func mirror() throws {
        let (output, events) = try visit(.company, "wget -nv -r -l 2 http://127.0.0.1:PORT/ ; find . -name '*.html'")
        #expect(output.contains("about.html") && output.contains("contact.html"), "\(output)")
        #expect(events.contains { $0.fields["path"] == "/css/style.css" })
    }

    @Test("Python's requests follows a login into the dashboard")
    func python() throws {
        let script = """
            import requests
            s = requests.Session()
            r = s.post('http://127.0.0.1:PORT/wp-login.php', data={'log': 'admin', 'pwd': 'x y', 'wp-submit': 'Log In'})
            print(r.status_code, r.url, 'Dashboard' in r.text)
            print(s.post('http://127.0.0.1:PORT/upload', files={'f': ('a.php', b'<?php ?>')}).status_code)
            """
        let (output, events) = try visit(.wordPress, "/usr/bin/python3 -", input: script)
        #expect(output.contains("/wp-admin/ True"), "\(output)")
        #expect(events.contains { $0.kind == .auth && $0.fields["password"] == "x y" })
        #expect(events.contains { $0.kind == .file && $0.fields["path"] == "a.php" })
    }

    @Test("hydra finds a password, and every guess is recorded")
    func hydra() throws {
        let words = (0..<40).map { "guess\($0)" }.joined(separator: "\n")
        let (basic, basicEvents) = try visit(
            .company, "hydra -l tomcat -P in -t 4 -s PORT 127.0.0.1 http-get /manager/html", input: words)
        #expect(basic.contains("1 of 1 target successfully completed"), "\(basic)")
        #expect(basicEvents.contains { $0.kind == .auth && $0.fields["method"] == "basic" })
        let form = "/wp-login.php:log=^USER^&pwd=^PASS^&wp-submit=Log In:F=is incorrect"
        let (posted, postedEvents) = try visit(
            .wordPress, "hydra -l admin -P in -t 4 -s PORT 127.0.0.1 http-post-form '\(form)'", input: words)
        #expect(posted.contains("1 of 1 target successfully completed"), "\(posted)")
        #expect(postedEvents.contains { $0.kind == .auth && $0.fields["method"] == "form" })
    }

    @Test("nmap names the products and their versions")
    func versions() throws {
        let servers = try WebSite.allCases.map { site in
            let context = ReplaySettings().context(for: HTTPHoneypot.self, persona: WebPersonas.persona(site))
            return try SocketServer(HTTPHoneypot.self, context)
        }
        defer { for server in servers { server.stop() } }
        let ports = servers.map { "\($0.port)" }.joined(separator: ",")
        let output = try ClientProgram.run("nmap -n -Pn -sV -p \(ports) 127.0.0.1")
        for product in ["Apache httpd 2.4.5", "nginx 1.18.0", "Boa HTTPd 0.94.13"] {
            #expect(output.contains(product), "\(output)")
        }
    }

    @Test("nmap's scripts believe what they see")
    func scripts() throws {
        let (git, _) = try visit(
            .company, "nmap -n -Pn -p PORT --script +http-git,+http-methods,+http-title 127.0.0.1")
        #expect(git.contains("Git repository found"), "\(git)")
        #expect(git.contains("GET POST OPTIONS HEAD"), "\(git)")
        let (found, _) = try visit(.wordPress, "nmap -n -Pn -p PORT --script +http-enum 127.0.0.1")
        #expect(found.contains("/wp-login.php: Wordpress login page."), "\(found)")
        let (brute, events) = try visit(
            .wordPress,
            "nmap -n -Pn -p PORT --script +http-wordpress-brute --script-args brute.firstonly=true 127.0.0.1")
        #expect(brute.contains("Valid credentials"), "\(brute)")
        #expect(events.contains { $0.kind == .auth })
    }
}
