import Testing
import ThreatModel

@testable import Honeypots

/// Clients that are not OpenSSH's of today: libraries that attackers' tools are made of, other implementations, old lists,
/// and the scanners that look for contradictions.
@Suite("SSH with other real clients", .tags(.realClients), .waits, .enabled(if: ClientProgram.isWanted))
struct SSHOtherClientTests {
    @Test("paramiko: logins, commands, files, a terminal, choices of algorithms")
    func paramiko() throws {
        let (output, events) = try SSHService.visit(
            "/usr/bin/python3 -W ignore in", input: ParamikoScript.text, seconds: 400)
        #expect(output == ParamikoScript.output)
        #expect(events.contains { $0.kind == .file && $0.fields["path"] == "/tmp/sent" })
    }

    @Test("asyncssh: commands in a row and at once, files, every algorithm")
    func asyncssh() throws {
        let (output, _) = try SSHService.visit(
            "/usr/bin/python3 -W ignore in", input: AsyncSSHScript.text, seconds: 400)
        #expect(output == AsyncSSHScript.output)
    }

    @Test("libssh: logins, commands, files, choices of algorithms")
    func libssh() throws {
        let runs = LibSSHProgram.choices.map { "./client \($0)" }.joined(separator: "; ")
        let (output, _) = try SSHService.visit(
            "cp in client.c && gcc -o client client.c -lssh && { \(runs); }", input: LibSSHProgram.text, seconds: 400)
        #expect(output == String(repeating: LibSSHProgram.output, count: LibSSHProgram.choices.count))
    }

    @Test("Dropbear's client: commands, their input and status")
    func dropbear() throws {
        let (output, events) = try SSHService.visit(
            "export DROPBEAR_PASSWORD=secret HOME=$PWD; dbclient -y -p PORT root@127.0.0.1 'echo out; exit 7' 2>x; echo $?; "
                + "dbclient -y -p PORT root@127.0.0.1 'cat; echo err >&2' <in 2>x; tail -n1 x", input: "input\n")
        #expect(output == "out\n7\ninput\nerr\n")
        #expect(events.contains { $0.fields["value"]?.hasPrefix("SSH-2.0-dropbear_") == true })
    }

    /// Lists of releases that are out in the world for years.
    @Test(
        "OpenSSH with the lists of older releases",
        arguments: [
            // 7.4, of Red Hat 7 and CentOS 7.
            "-o KexAlgorithms=curve25519-sha256@libssh.org,ecdh-sha2-nistp256,diffie-hellman-group-exchange-sha256,"
                + "diffie-hellman-group14-sha1 -o HostKeyAlgorithms=ecdsa-sha2-nistp256,ssh-rsa,ssh-dss "
                + "-o Ciphers=chacha20-poly1305@openssh.com,aes128-ctr,aes128-cbc -o MACs=umac-64-etm@openssh.com,hmac-sha1",
            // 6.6, of Ubuntu 14.04, without what it has beyond 5.3.
            "-o KexAlgorithms=diffie-hellman-group-exchange-sha256,diffie-hellman-group-exchange-sha1,"
                + "diffie-hellman-group14-sha1,diffie-hellman-group1-sha1 -o HostKeyAlgorithms=ssh-rsa,ssh-dss "
                + "-o Ciphers=aes128-ctr,aes192-ctr,aes256-ctr,aes128-cbc,3des-cbc "
                + "-o MACs=hmac-md5,hmac-sha1,umac-64@openssh.com,hmac-sha1-96",
        ])
    func olderLists(_ options: String) throws {
        let (output, _) = try SSHService.visit(
            "sshpass -p secret ssh -F none -p PORT -o StrictHostKeyChecking=no -o UserKnownHostsFile=known "
                + "-o LogLevel=ERROR \(options) root@127.0.0.1 'echo old; exit 3'; echo $?")
        #expect(output == "old\n3\n")
    }

    @Test("curl lists, fetches and sends over sftp and scp")
    func curl() throws {
        let (output, events) = try SSHService.visit(
            "c='curl -s -k -u root:secret'; $c sftp://127.0.0.1:PORT/etc/issue.net; $c -T in sftp://127.0.0.1:PORT/tmp/up; "
                + "$c sftp://127.0.0.1:PORT/tmp/up; $c scp://127.0.0.1:PORT/tmp/up; $c -l sftp://127.0.0.1:PORT/ | grep -x etc; "
                + "$c sftp://127.0.0.1:PORT/nothing; echo $?", input: "content\n")
        #expect(output == "Debian GNU/Linux 11\ncontent\ncontent\netc\n78\n")
        #expect(events.contains { $0.kind == .file && $0.fields["path"] == "/tmp/up" })
    }

    @Test("ssh-audit knows the release and finds no contradiction")
    func audit() throws {
        let (output, _) = try SSHService.visit("ssh-audit -n -p PORT 127.0.0.1", seconds: 300)
        #expect(output.contains("(gen) software: OpenSSH 8.4p1"), "\(output)")
        #expect(output.contains("(gen) compression: enabled (zlib@openssh.com)"), "\(output)")
        #expect(output.contains("(fin) ssh-ed25519: SHA256:"), "\(output)")
        for word in ["[exception]", "honeypot", "Twisted"] {
            #expect(!output.contains(word), "\(output)")
        }
        // Its list is older than this marker, which is no algorithm.
        for line in output.split(separator: "\n") where line.contains("unknown algorithm") {
            #expect(line.contains("kex-strict-s-v00@openssh.com"), "\(line)")
        }
        // What it tells of each algorithm begins with the release it came with: none came later than the banner says.
        for line in output.split(separator: "\n") where line.contains("available since OpenSSH ") {
            let release =
                line.split(separator: "available since OpenSSH ").last?.prefix { $0.isNumber || $0 == "." } ?? ""
            let numbers = release.split(separator: ".").compactMap { Int($0) }
            #expect(
                !numbers.lexicographicallyPrecedes([0]) && !([8, 4] as [Int]).lexicographicallyPrecedes(numbers),
                "\(line)")
        }
    }

    @Test("nmap's guesser finds a way in")
    func nmapGuesser() throws {
        let (output, events) = try SSHService.visit(
            "printf 'root\\n' >users; nmap -n -Pn -sV -p PORT --script ssh-brute "
                + "--script-args 'userdb=users,passdb=in,brute.firstonly=true,ssh-brute.timeout=20s' 127.0.0.1",
            input: "guess0\nguess1\n", refused: 0, seconds: 200)
        #expect(output.contains("Valid credentials"), "\(output)")
        #expect(events.contains { $0.kind == .auth && $0.fields["success"] == "true" })
    }
}
