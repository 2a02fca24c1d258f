import Glibc
import IPNetworks
import TestHosts
import TestLoop
import TestWire
import Testing

/// A mail server on a host of its own, whose only name server is the DNS list there.
@Suite("A mail server that asks the DNS list")
struct MailServerTests {
    @Test(
        "Postfix turns listed clients away with the reason, and takes mail from others",
        .enabled(if: TestHost.isPermitted && PythonProgram.areWanted))
    func postfix() async throws {
        let host = try TestHost("mail")
        let folder = try await ListedStore.make(20)
        let (listed, other, listedV6) = (
            ListedStore.address(1), IPAddress(v4: (ListedStore.address(1).v4 ?? 0) + 1), ListedStore.address(7)
        )
        for address in [listed, other, listedV6] { try await host.ip("addr add \(address) dev lo") }
        let server = try await host.start([
            "sh", "-c", "log=$1; shift; exec \"$@\" >$log 2>&1", "sh", folder.file("log"), LoopProgram.path, "server",
            "--data", folder.file("server"), "--listen", "127.0.0.1:0", "--dnsbl-zone", "bl.test", "--dnsbl-listen",
            "127.0.0.1:53", "--public-url", "https://sikker.example",
        ])
        try await TestThread.run {
            try LoopWait.until("the DNS list answers", seconds: 180, { folder.text(of: "log") }) {
                folder.text(of: "log").contains("DNS list bl.test answers")
            }
        }
        let mail = try await Self.startPostfix(on: host, in: folder)
        // The process that was started is only the parent of the one that all others of Postfix end with.
        defer { if let id = Int32(folder.text(of: "queue/pid/master.pid").filter(\.isNumber)) { kill(id, SIGKILL) } }
        let dialogues = try await host.run {
            try LoopWait.until("Postfix answers", seconds: 180, { folder.text(of: "mail.log") }) {
                (try? Self.dialogue(from: other)) != nil
            }
            return try [listed, other, listedV6].map { try Self.dialogue(from: $0) }
        }
        for (dialogue, address) in [(dialogues[0], listed), (dialogues[2], listedV6)] {
            let reason = "Client host [\(address)] blocked using bl.test; Listed with confidence "
            #expect(dialogue[3].hasPrefix("554 5.7.1 Service unavailable; \(reason)"), "\(dialogue)")
            #expect(dialogue[3].contains("for brute_force; see https://sikker.example/appeal?ip=\(address)"))
        }
        #expect(dialogues[1][3].hasPrefix("250 "), "\(dialogues[1])")
        for process in [mail, server] {
            // Not SIGTERM, which they inherited as blocked from a thread of this process.
            process.kill(SIGKILL)
            _ = try await TestThread.run { process.wait() }
        }
    }

    private static func startPostfix(on host: TestHost, in folder: LoopFolder) async throws -> TestProcess {
        for name in ["postfix", "queue", "data"] { try folder.makeFolder(name) }
        try folder.write(
            """
            compatibility_level = 3.6
            queue_directory = \(folder.file("queue"))
            data_directory = \(folder.file("data"))
            myhostname = mail.test
            mydestination = mail.test
            mynetworks = 192.0.2.0/24
            inet_protocols = all
            local_recipient_maps =
            alias_maps =
            smtpd_peername_lookup = no
            smtpd_recipient_restrictions = reject_unauth_destination, reject_rbl_client bl.test
            maillog_file = \(folder.file("mail.log"))
            maillog_file_prefixes = \(folder.path)

            """, to: "postfix/main.cf")
        try folder.write(
            """
            smtp inet n - n - - smtpd
            rewrite unix - - n - - trivial-rewrite
            anvil unix - - n - 1 anvil
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            proxymap unix - - n - - proxymap
            postlog unix-dgram n - n - 1 postlogd

            """, to: "postfix/master.cf")
        try folder.write("nameserver 127.0.0.1\n", to: "resolv.conf")
        return try await host.start([
            "unshare", "--mount", "sh", "-c",
            """
            cd "$1" && chmod 755 postfix queue data && chown postfix data && mount --bind resolv.conf /etc/resolv.conf \
            && exec postfix -c "$1/postfix" start-fg >/dev/null 2>&1
            """, "sh", folder.path,
        ])
    }

    /// The answers to being connected, greeted, told of a sender and of a recipient.
    private static func dialogue(from client: IPAddress) throws -> [String] {
        let socket = try TestSocket(.tcp, from: client.description)
        socket.setTimeout(milliseconds: 30_000)
        try socket.connect(to: client.isIPv4 ? "127.0.0.1" : "::1", port: 25)
        var answers: [String] = []
        for line in ["", "HELO x.test", "MAIL FROM:<a@example.org>", "RCPT TO:<root@mail.test>"] {
            if !line.isEmpty { socket.send(Array("\(line)\r\n".utf8)) }
            var answer = ""
            while !answer.hasSuffix("\r\n"), let more = socket.receive() {
                answer += String(decoding: more, as: UTF8.self)
            }
            answers.append(answer)
        }
        socket.send(Array("QUIT\r\n".utf8))
        return answers
    }
}
