import Detection
import Foundation
import IPNetworks
import TestHosts
import ThreatModel

/// Sessions as sensors see them: attacks of the built-in examples between visits that show nothing.
struct SensorTraffic {
    let sessions: [[SessionEvent]]

    var events: [SessionEvent] { sessions.flatMap { $0 } }

    /// The longest text of each event, one a line: what another program can search.
    var lines: String {
        events.compactMap { event in
            event.fields.values.values.max { $0.utf8.count < $1.utf8.count }
                .map { $0.replacing("\n", with: " ").replacing("\r", with: " ") + "\n" }
        }
        .joined()
    }

    /// - Parameter attacks: how many of ten sessions are attacks.
    init(sessions count: Int, attacks: Int, catalogue: DetectionCatalogue) {
        var random = SeededRandom(seed: 7)
        let examples = catalogue.behaviours.flatMap(\.examples)
        sessions = (0..<count).map { number in
            guard number % 10 < attacks, let example = examples.randomElement(using: &random) else {
                return Self.visit(number, using: &random)
            }
            return example.sessionEvents()
        }
    }

    /// One session of these commands.
    init(commands: [String]) {
        sessions = [Self.session(0, on: .telnet, commands.map { (.command, ["command": $0]) })]
    }

    private static func visit(_ number: Int, using random: inout SeededRandom) -> [SessionEvent] {
        var events: [(EventKind, EventFields)] = [(.connect, [:])]
        let service: AttackProtocol = [.telnet, .ssh, .http, .redis].randomElement(using: &random) ?? .ssh
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            switch service {
            case .http:
                events.append(
                    (
                        .request,
                        [
                            "method": "GET", "path": paths.randomElement(using: &random) ?? "/", "version": "1.1",
                            "host": "www.example.org", "user_agent": agent, "headers": headers,
                        ]
                    ))
            case .redis:
                events.append(
                    (.query, ["command": "GET", "argv": "\"GET\" \"session:\(number)\"", "key": "session:\(number)"]))
            default: events.append((.command, ["command": commands.randomElement(using: &random) ?? "w"]))
            }
        }
        events.insert(
            (.auth, ["method": "password", "username": "deploy", "password": "kV8-\(number)"]), at: events.count / 2)
        events.append((.close, ["bytes_in": "812", "bytes_out": "4096", "duration_ms": "31000", "reason": "client"]))
        return session(number, on: service, events)
    }

    private static func session(
        _ number: Int, on service: AttackProtocol, _ events: [(EventKind, EventFields)]
    ) -> [SessionEvent] {
        events.enumerated().map { seq, event in
            SessionEvent(
                id: UUIDv7(bits: UInt128(number) << 32 | UInt128(seq)), session: UUIDv7(bits: UInt128(number)),
                seq: UInt32(seq), at: Timestamp(milliseconds: Int64(number * 60_000 + seq * 700)), protocol: service,
                transport: .tcp, dstPort: 23, src: IPAddress(v4: 0xc633_6407), srcPort: 40_000, kind: event.0,
                fields: event.1)
        }
    }

    /// What administrators type.
    static let commands = [
        "ls -la /var/www/html", "cd /home/deploy && git status", "ps aux | grep sshd", "cat /etc/hostname",
        "df -h; free -m; uptime", "tail -n 200 /var/log/syslog | grep error", "systemctl status nginx --no-pager",
        "find /var/log -name '*.gz' -mtime +30 -print", "ip addr show dev eth0", "vi /etc/nginx/sites-enabled/default",
        "echo \"all services are running normally\" | tee -a /tmp/report-2026.txt", "du -sh /home/* | sort -h",
        "grep -rn timeout /etc/nginx/conf.d/", "last -n 20", "exit",
    ]

    private static let paths = [
        "/", "/index.html", "/static/css/site.css?v=20260101", "/images/logo.png", "/blog/2026/11/hello-world",
        "/favicon.ico", "/api/v1/items?page=2&limit=50", "/robots.txt",
    ]
    private static let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
    private static let headers =
        "GET / HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: \(agent)\r\nAccept: text/html,application/xhtml+xml\r\n"
        + "Accept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br\r\nConnection: keep-alive\r\n\r\n"
}
