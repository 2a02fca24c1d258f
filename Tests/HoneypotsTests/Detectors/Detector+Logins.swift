@testable import Honeypots

/// How a login is asked for, refused and taken (RFC 4252; OpenSSH 8.4p1 with PAM).
extension Detector {
    private static let methods = "publickey,password,keyboard-interactive"

    /// One request for a login, of that method with that rest; what comes back.
    private static func attempt(
        _ client: inout SSHTestClient, _ method: String, user: String = "root", service: String = "ssh-connection",
        _ rest: [UInt8] = []
    ) throws -> [[UInt8]] {
        var request = SSHWriter(.authenticationRequest)
        for text in [user, service, method] { request.append(text) }
        client.forgetMessages()
        try client.send(request.bytes + rest)
        return client.messages
    }

    private static var refusal: [UInt8] {
        var writer = SSHWriter(.authenticationFailure)
        writer.append(methods)
        writer.append(false)
        return writer.bytes
    }

    private static func text(_ values: String...) -> [UInt8] {
        var writer = SSHWriter()
        for value in values { writer.append(value) }
        return writer.bytes
    }

    /// How long eight refusals of a password take.
    private static func pause(_ stage: DetectorStage, _ user: String) throws -> Duration {
        var total = Duration.zero
        for _ in 0..<8 {
            var client = try stage.connectToLogin(refused: 100)
            let before = client.paused
            _ = try attempt(&client, "password", user: user, [0] + text("wrong"))
            total += client.paused - before
        }
        return total
    }

    static let logins: [Self] = [
        Self("Methods come in OpenSSH's order", "nmap ssh-auth-methods") { stage, clues in
            for user in ["root", "nobody9", "", "admin"] {
                var client = try stage.connectToLogin()
                let messages = try attempt(&client, "none", user: user)
                clues.expect(messages == [refusal], "\(user): \(messages)")
            }
        },
        Self("Odd methods are refused like any", "OpenSSH 8.4p1") { stage, clues in
            for (method, service) in [
                ("hostbased", "ssh-connection"), ("gssapi-with-mic", "ssh-connection"), ("", "ssh-connection"),
                ("none", "ssh-foo"),
            ] {
                var client = try stage.connectToLogin()
                clues.expect(try attempt(&client, method, service: service) == [refusal], "\(method) \(service)")
            }
        },
        Self("Keys that are none are refused like any", "OpenSSH 8.4p1") { stage, clues in
            for algorithm in ["ssh-rsa", "ssh-foo"] {
                var client = try stage.connectToLogin()
                let messages = try attempt(&client, "publickey", [0] + text(algorithm, "xx"))
                clues.expect(messages == [refusal], "\(algorithm): \(messages)")
            }
        },
        Self("Half a request ends the visit", "OpenSSH 8.4p1") { stage, clues in
            for method in ["password", "keyboard-interactive", "publickey"] {
                var client = try stage.connectToLogin()
                let messages = try attempt(&client, method)
                clues.expect(messages.isEmpty && client.isClosed, "\(method): \(messages)")
            }
        },
        Self("The prompt is PAM's, and one answer is taken", "pam_unix, RFC 4256") { stage, clues in
            for (count, isTaken) in [(0, false), (1, true), (2, false)] {
                var client = try stage.connectToLogin()
                let messages = try attempt(&client, "keyboard-interactive", text("", ""))
                var prompt = SSHReader((messages.first ?? []).dropFirst())
                let words = (0..<3).map { _ in prompt.text() ?? "?" }
                let number = prompt.uint32()
                clues.expect(words == ["", "", ""] && number == 1 && prompt.text() == "Password: ", "\(messages)")
                client.forgetMessages()
                let answers = (0..<count).flatMap { _ in text("x") }
                try client.send([61, 0, 0, 0, UInt8(count)] + answers)
                clues.expect(client.isClosed != isTaken, "\(count) answers: \(client.messages)")
            }
        },
        Self("The sixth failure is the last", "sshd_config(5), MaxAuthTries") { stage, clues in
            var client = try stage.connectToLogin(refused: 100)
            _ = try attempt(&client, "none")
            var failures = 0
            var last: [[UInt8]] = []
            while !client.isClosed, failures < 20 {
                last = try attempt(&client, "password", [0] + text("wrong"))
                failures += 1
            }
            let reply = Reply(last, isClosed: client.isClosed)
            clues.expect(
                failures == 6 && reply == .disconnect("Too many authentication failures"), "\(failures) \(reply)")
        },
        Self("Whoever changes his name is let go", "OpenSSH 8.4p1, auth2.c") { stage, clues in
            var client = try stage.connectToLogin(refused: 100)
            _ = try attempt(&client, "none")
            let reply = Reply(try attempt(&client, "none", user: "admin"), isClosed: client.isClosed)
            let text =
                "Change of username or service not allowed: (root,ssh-connection) -> (admin,ssh-connection)"
            clues.expect(reply == .disconnect(text), "\(reply)")
        },
        Self("Known and unknown users wait alike", "CVE-2006-5229, CVE-2016-6210, CVE-2018-15473") { stage, clues in
            let known = try pause(stage, "root")
            let unknown = try pause(stage, "nobody9")
            // PAM's pause is two seconds, give or take a half.
            for total in [known, unknown] {
                clues.expect(total > .seconds(8) && total < .seconds(32), "eight refusals take \(total)")
            }
            clues.expect(abs((known - unknown).seconds) < 6, "\(known) and \(unknown)")
            for user in ["root", "nobody9"] {
                var client = try stage.connectToLogin(refused: 100)
                let key = try attempt(&client, "publickey", user: user, [0] + text("ssh-rsa", "xx"))
                clues.expect(key == [refusal] && client.paused < .seconds(1), "\(user): \(client.paused)")
            }
        },
        Self("An empty password is a password", "PermitEmptyPasswords no") { stage, clues in
            var client = try stage.connectToLogin(refused: 100)
            clues.expect(try attempt(&client, "password", [0] + text("")) == [refusal], "\(client.messages)")
        },
    ]
}

extension Duration {
    fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
