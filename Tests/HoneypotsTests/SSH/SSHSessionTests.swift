import Testing
import ThreatModel

@testable import Honeypots

@Suite("SSH sessions")
struct SSHSessionTests {
    @Test("A command's output, errors and status arrive apart and unchanged")
    func command() throws {
        var client = SSHTestClient()
        try client.logIn()
        let result = try client.run("echo one; echo two >&2; printf 'a\\nb'; exit 3")
        #expect(result.output == "one\na\nb")
        #expect(result.errors == "two\n")
        #expect(result.status == 3)
        let auth = try #require(client.events.first { $0.kind == .auth })
        #expect(auth.fields["username"] == "root" && auth.fields["password"] == "secret")
        #expect(auth.fields["success"] == "true" && auth.fields["method"] == "password")
        let command = try #require(client.events.first { $0.kind == .command })
        #expect(command.fields["command"]?.hasPrefix("echo one") == true)
        let prints = client.events.filter { $0.kind == .fingerprint }.map { $0.fields["name"] }
        #expect(prints == ["ssh.client_banner", "ssh.hassh", "ssh.kexinit"])
    }

    @Test("What is sent to a command is read byte for byte")
    func input() throws {
        var client = SSHTestClient()
        try client.logIn()
        let written = try client.run("cat > /tmp/x; wc -c < /tmp/x", input: "no end of line")
        #expect(written.output.split(separator: " ").first?.contains("14") == true, "\(written)")
        // The next channel sees the files of the one before.
        #expect(try client.run("cat /tmp/x").output == "no end of line")
    }

    @Test("Refused passwords cost time, and too many of them the connection")
    func refusals() throws {
        var settings = ReplaySettings()
        settings.refused = 100
        var client = SSHTestClient(settings)
        try client.exchangeKeys()
        var request = SSHWriter(.serviceRequest)
        request.append("ssh-userauth")
        try client.send(request.bytes)
        for attempt in 1...6 {
            try client.tryPassword("root", "guess\(attempt)")
            if attempt < 6 {
                let failureFound = client.take(.authenticationFailure)
                var failure = try #require(failureFound)
                #expect(failure.text() == "publickey,password,keyboard-interactive")
            }
        }
        let farewellFound = client.take(.disconnect)
        var farewell = try #require(farewellFound)
        #expect(farewell.uint32() == 2)
        #expect(farewell.text() == "Too many authentication failures")
        #expect(client.isClosed && client.paused > .seconds(6))
        #expect(client.events.filter { $0.kind == .auth && $0.fields["success"] == "false" }.count == 6)
    }

    @Test("Whoever changes his name is let go")
    func otherUser() throws {
        var settings = ReplaySettings()
        settings.refused = 100
        var client = SSHTestClient(settings)
        try client.exchangeKeys()
        var request = SSHWriter(.serviceRequest)
        request.append("ssh-userauth")
        try client.send(request.bytes)
        try client.tryPassword("root", "a")
        try client.tryPassword("admin", "a")
        let farewellFound = client.take(.disconnect)
        var farewell = try #require(farewellFound)
        _ = farewell.uint32()
        #expect(
            farewell.text()
                == "Change of username or service not allowed: (root,ssh-connection) -> (admin,ssh-connection)")
    }

    @Test("Forwardings are refused as by a dead end, and counted")
    func forwardings() throws {
        var client = SSHTestClient()
        try client.logIn()
        for _ in 0..<5 {
            var open = SSHWriter(.channelOpen)
            open.append("direct-tcpip")
            for value in [3, 1 << 20, 32_768] as [UInt32] { open.append(value) }
            open.append("mx.example.net")
            open.append(UInt32(25))
            open.append("127.0.0.1")
            open.append(UInt32(1))
            try client.send(open.bytes)
            let refusalFound = client.take(.channelOpenFailure)
            var refusal = try #require(refusalFound)
            #expect(refusal.uint32() == 3 && refusal.uint32() == 2)
            #expect(refusal.text() == "Connection refused")
        }
        client.disconnect()
        let forwards = client.events.filter { $0.kind == .forward }
        #expect(forwards.count == 2)
        #expect(forwards.allSatisfy { $0.fields["dst"] == "mx.example.net" && $0.fields["dst_port"] == "25" })
        #expect(forwards.last?.fields["count"] == "4")
    }

    @Test("Output waits for the visitor's window")
    func windows() throws {
        var client = SSHTestClient()
        try client.logIn()
        let channel = try client.openSession(window: 4)
        try client.request(channel, "exec", "echo 123456")
        #expect(client.messages.filter { $0.first == SSHMessage.channelData.rawValue }.map(\.count) == [13])
        #expect(!client.messages.contains { $0.first == SSHMessage.channelClose.rawValue })
        var more = SSHWriter(.channelWindowAdjust)
        more.append(channel)
        more.append(UInt32(100))
        try client.send(more.bytes)
        #expect(client.messages.filter { $0.first == SSHMessage.channelData.rawValue }.map(\.count) == [13, 12])
        #expect(client.messages.last?.first == SSHMessage.channelClose.rawValue)
    }

    @Test("A channel that does not exist ends the connection with OpenSSH's words")
    func strayChannel() throws {
        var client = SSHTestClient()
        try client.logIn()
        var data = SSHWriter(.channelData)
        data.append(UInt32(9))
        data.append("x")
        try client.send(data.bytes)
        let farewellFound = client.take(.disconnect)
        var farewell = try #require(farewellFound)
        _ = farewell.uint32()
        #expect(farewell.text() == "data packet referred to nonexistent channel 9")
        #expect(client.events.contains { $0.kind == .raw && $0.fields["reason"] == "no such channel" })
    }
}
