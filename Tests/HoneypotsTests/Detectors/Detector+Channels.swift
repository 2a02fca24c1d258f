@testable import Honeypots

/// Channels and global requests as OpenSSH 8.4p1 answers them.
extension Detector {
    private static func field(_ values: [UInt32] = [], _ text: String? = nil) -> [UInt8] {
        var writer = SSHWriter()
        for value in values { writer.append(value) }
        if let text { writer.append(text) }
        return writer.bytes
    }

    private static func open(_ type: String, _ rest: [UInt8] = []) -> [UInt8] {
        var writer = SSHWriter(.channelOpen)
        writer.append(type)
        return writer.bytes + field([7, 1 << 20, 32_768]) + rest
    }

    private static func global(_ name: String, _ rest: [UInt8] = []) -> [UInt8] {
        var writer = SSHWriter(.globalRequest)
        writer.append(name)
        writer.append(true)
        return writer.bytes + rest
    }

    private static func request(_ channel: UInt32, _ name: String, _ rest: [UInt8] = []) -> [UInt8] {
        var writer = SSHWriter(.channelRequest)
        writer.append(channel)
        writer.append(name)
        writer.append(true)
        return writer.bytes + rest
    }

    /// Opens a channel to somewhere and tells the reason and the words of the refusal.
    private static func refusal(_ stage: DetectorStage, _ open: [UInt8]) throws -> (reason: UInt32?, text: String?) {
        var client = try stage.logIn()
        try client.send(open)
        guard var answer = client.take(.channelOpenFailure) else { return (nil, nil) }
        _ = answer.uint32()
        return (answer.uint32(), answer.text())
    }

    static let channels: [Self] = [
        Self("Channels of no known kind are refused", "OpenSSH 8.4p1") { stage, clues in
            for type in ["foo", "x11", "forwarded-tcpip", ""] {
                let (reason, text) = try refusal(
                    stage, open(type, field([], "192.0.2.1") + field([1], "a") + field([1])))
                clues.expect(reason == 2 && text == "open failed", "\(type): \(reason ?? 0) \(text ?? "")")
            }
        },
        Self("Forwardings fail as they do where nothing listens", "OpenSSH 8.4p1; Cowrie answers them all") {
            stage, clues in
            for (host, port, reason, words) in [
                ("127.0.0.1", 1, 2, "Connection refused"), ("no.such.invalid", 80, 2, "Name or service not known"),
                ("a name", 80, 2, "Name or service not known"), ("127.0.0.1", 70_000, 1, "open failed"),
            ] as [(String, UInt32, UInt32, String)] {
                let found = try refusal(
                    stage,
                    open("direct-tcpip", field([], host) + field([port]) + field([], "127.0.0.1") + field([4000])))
                clues.expect(found.reason == reason && found.text == words, "\(host):\(port): \(found)")
            }
        },
        Self("Ten sessions are open at once and no more", "sshd_config(5), MaxSessions") { stage, clues in
            var client = try stage.logIn()
            var opened = 0
            for _ in 0..<12 {
                try client.send(open("session"))
                if client.take(.channelOpenConfirmation) != nil { opened += 1 }
            }
            clues.expect(opened == 10, "\(opened)")
        },
        Self("Windows and packets are OpenSSH's", "CHAN_SES_WINDOW_DEFAULT, channels.h") { stage, clues in
            var client = try stage.logIn()
            try client.send(open("session"))
            guard var answer = client.take(.channelOpenConfirmation) else { return clues.expect(false, "no session") }
            let values = (0..<4).map { _ in answer.uint32() }
            clues.expect(values == [7, 0, 0, 32_768], "\(values)")
            try client.request(0, "exec", "cat")
            guard var window = client.take(.channelWindowAdjust) else { return clues.expect(false, "no window") }
            let more = (window.uint32(), window.uint32())
            clues.expect(more == (7, 2_097_152), "\(more)")
        },
        Self("Requests are granted and refused as OpenSSH does", "OpenSSH 8.4p1, session.c") { stage, clues in
            let size = field([80, 24, 0, 0])
            let terminal = field([], "xterm") + size + field([], "")
            let cases: [([(String, [UInt8])], [UInt8])] = [
                ([("foo", [])], [100]), ([("subsystem", field([], "foo"))], [100]),
                (
                    [("env", field([], "LANG") + field([], "C")), ("env", field([], "FOO") + field([], "C"))],
                    [99, 100]
                ),
                ([("window-change", size)], [99]), ([("eow@openssh.com", [])], [100]),
                ([("auth-agent-req@openssh.com", []), ("auth-agent-req@openssh.com", [])], [99, 100]),
                ([("pty-req", terminal), ("window-change", size)], [99, 99]),
                ([("signal", field([], "TERM"))], [100]),
            ]
            for (requests, replies) in cases {
                var client = try stage.logIn()
                let channel = try client.openSession()
                client.forgetMessages()
                for (name, rest) in requests { try client.send(request(channel, name, rest)) }
                let found = client.messages.compactMap(\.first).filter { $0 == 99 || $0 == 100 }
                clues.expect(found == replies, "\(requests.map(\.0)): \(found)")
            }
        },
        Self("A second terminal ends the visit", "OpenSSH 8.4p1, session.c") { stage, clues in
            let terminal = field([], "xterm") + field([80, 24, 0, 0]) + field([], "")
            var client = try stage.logIn()
            let channel = try client.openSession()
            try client.send(request(channel, "pty-req", terminal))
            client.forgetMessages()
            try client.send(request(channel, "pty-req", terminal))
            let reply = Reply(client.messages, isClosed: client.isClosed)
            clues.expect(reply == .disconnect("Protocol error: you already have a pty."), "\(reply)")
        },
        Self("Without xauth no windows are forwarded", "OpenSSH 8.4p1 without xauth") { stage, clues in
            var client = try stage.logIn()
            let channel = try client.openSession()
            client.forgetMessages()
            let rest = [0] + field([], "MIT-MAGIC-COOKIE-1") + field([], "00") + field([0])
            try client.send(request(channel, "x11-req", rest))
            clues.expect(client.messages.compactMap(\.first) == [4, 100], "\(client.messages)")
        },
        Self("Global requests are answered as OpenSSH does", "OpenSSH 8.4p1, serverloop.c") { stage, clues in
            let port = { (number: UInt32) in field([], "") + field([number]) }
            for (message, reply) in [
                (global("keepalive@openssh.com"), 82), (global("foo"), 82),
                (global("no-more-sessions@openssh.com"), 81),
                (global("tcpip-forward", port(8099)), 81), (global("tcpip-forward", port(80_990)), 81),
                (global("tcpip-forward", port(22)), 82), (global("cancel-tcpip-forward", port(8098)), 82),
                (global("hostkeys-prove-00@openssh.com"), 81),
                (global("hostkeys-prove-00@openssh.com", field([], "xx")), 82),
            ] as [([UInt8], UInt8)] {
                var client = try stage.logIn()
                try client.send(message)
                clues.expect(client.messages.map { $0.first } == [reply], "\(message.dropFirst(5)): \(client.messages)")
            }
        },
        Self("No session follows the last", "OpenSSH, PROTOCOL §2.2") { stage, clues in
            var client = try stage.logIn()
            try client.send(global("no-more-sessions@openssh.com"))
            client.forgetMessages()
            try client.send(open("session"))
            let reply = Reply(client.messages, isClosed: client.isClosed)
            clues.expect(
                reply == .disconnect("Possible attack: attempt to open a session after additional sessions disabled"),
                "\(reply)")
        },
        Self("A window has its limit", "OpenSSH 8.4p1, channels.c") { stage, clues in
            var client = try stage.logIn()
            let channel = try client.openSession(window: .max)
            client.forgetMessages()
            try client.send([93] + field([channel, .max]))
            clues.expect(client.messages.isEmpty && client.isClosed, "\(client.messages)")
        },
        Self("Errors come on a stream of their own", "RFC 4254 §5.2; HonSSH and Kippo mix them") { stage, clues in
            let answer = try stage.run("echo out; echo err >&2; exit 7")
            clues.expect(answer.output == "out\n" && answer.errors == "err\n" && answer.status == 7, "\(answer)")
        },
        Self("Whoever kills the shell is told the signal", "RFC 4254 §6.10") { stage, clues in
            var client = try stage.logIn()
            let channel = try client.openSession()
            try client.request(channel, "exec", "kill -9 $$")
            let requests = client.messages.filter { $0.first == 98 }.map { message -> String in
                var reader = SSHReader(message.dropFirst())
                _ = reader.uint32()
                let name = reader.text() ?? ""
                _ = reader.boolean()
                return name + " " + (name == "exit-signal" ? reader.text() ?? "" : "")
            }
            clues.expect(requests.contains("exit-signal KILL"), "\(requests)")
        },
        Self("Fourteen silent commands in a row end well", "asyncssh against Cowrie") { stage, clues in
            for _ in 0..<14 {
                let answer = try stage.run("true")
                clues.expect(answer.output.isEmpty && answer.errors.isEmpty && answer.status == 0, "\(answer)")
            }
        },
    ]
}
