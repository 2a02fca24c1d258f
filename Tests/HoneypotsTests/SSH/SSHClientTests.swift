import Testing
import ThreatModel

@testable import Honeypots

/// The programs people and attackers really use, against the service on the loopback.
@Suite("SSH with real clients", .tags(.realClients), .waits, .enabled(if: ClientProgram.isWanted))
struct SSHClientTests {
    /// OpenSSH without anything of this machine's: no configuration, no agent, no known hosts.
    private static let options =
        "-F none -p PORT -o StrictHostKeyChecking=no -o UserKnownHostsFile=known -o LogLevel=ERROR -o IdentityAgent=none"
    private static let ssh = "sshpass -p secret ssh \(options) -o PreferredAuthentications=password"

    private func visit(
        _ command: String, input: String = "", refused: Int = 0, on machine: SSHMachineChoice = .server,
        seed: UInt64 = 1
    ) throws -> (output: String, events: [SocketServer.Record]) {
        try SSHService.visit(command, input: input, refused: refused, on: machine, seed: seed)
    }

    @Test("A command runs, and its status comes back")
    func command() throws {
        let (output, events) = try visit(
            Self.ssh + " root@127.0.0.1 'echo out; echo err >&2; exit 7' >a 2>b; echo $?; cat a b")
        #expect(output == "7\nout\nerr\n")
        #expect(events.contains { $0.kind == .command && $0.fields["command"]?.hasPrefix("echo out") == true })
    }

    @Test("A script is fed to a login without a terminal")
    func script() throws {
        let (output, _) = try visit(Self.ssh + " root@127.0.0.1 <in", input: "cd /tmp\npwd\necho last\n")
        #expect(output == "/tmp\nlast\n")
    }

    @Test("A person logs in at a terminal, looks and leaves")
    func person() throws {
        let script = """
            set timeout 20
            spawn ssh \(Self.options) root@127.0.0.1
            expect "assword:" { send "secret\\r" } timeout { exit 3 }
            expect -re {[#$] ?$} { send "echo \\$((40+2))\\r" } timeout { exit 4 }
            expect "42" {} timeout { exit 5 }
            expect -re {[#$] ?$} { send "exit\\r" } timeout { exit 6 }
            expect eof { puts "the end" } timeout { exit 7 }
            """
        let (output, events) = try visit("expect -f in", input: script)
        #expect(output.contains("the end"), "\(output)")
        #expect(events.contains { $0.kind == .fingerprint && $0.fields["name"] == "ssh.terminal" })
    }

    @Test(
        "Every algorithm that is offered works",
        arguments: ["KexAlgorithms", "Ciphers", "MACs", "HostKeyAlgorithms", "Compression"])
    func algorithms(_ option: String) throws {
        let proposal = SSHDress.openSSH(Persona(seed: 1)).proposal
        let names =
            switch option {
            case "KexAlgorithms": proposal.keyExchanges.filter { !$0.hasPrefix("kex-strict") }
            case "Ciphers": proposal.ciphersIn
            case "MACs": proposal.macsIn
            case "HostKeyAlgorithms": proposal.hostKeys
            default: ["yes", "no"]
            }
        // Codes are only used with ciphers that do not authenticate.
        let cipher = option == "MACs" ? "-o Ciphers=aes128-ctr" : ""
        let (output, _) = try visit(
            "for name in \(names.joined(separator: " ")); do rm -f known; "
                + Self.ssh
                + " \(cipher) -o \(option)=$name root@127.0.0.1 'echo works' 2>&1 | sed \"s/^/$name /\"; done")
        #expect(output.split(separator: "\n").map(String.init) == names.map { $0 + " works" })
    }

    @Test("Keyboard-interactive logins and keys are taken")
    func otherLogins() throws {
        let (output, events) = try visit(
            "sshpass -p secret ssh \(Self.options) -o PreferredAuthentications=keyboard-interactive root@127.0.0.1 "
                + "'echo one'; for type in ed25519 rsa ecdsa; do ssh-keygen -q -t $type -N '' -f k$type; "
                + "ssh \(Self.options) -o IdentitiesOnly=yes -i k$type root@127.0.0.1 \"echo $type\"; done")
        #expect(output == "one\ned25519\nrsa\necdsa\n")
        let keys = events.filter { $0.kind == .auth && $0.fields["method"] == "publickey" }
        #expect(keys.count == 3)
        #expect(keys.allSatisfy { $0.fields["key_fingerprint"]?.hasPrefix("SHA256:") == true })
    }

    @Test("Forwardings are asked for, and reach nothing")
    func forwardings() throws {
        let (output, events) = try visit(
            "(\(Self.ssh) -N -R 8099:127.0.0.1:1 -L 127.0.0.1:39817:192.0.2.9:80 root@127.0.0.1 & "
                + "for i in $(seq 100); do sleep 0.2; curl -s -m 5 http://127.0.0.1:39817/; code=$?; "
                + "[ $code = 7 ] || break; done; echo curl $code; kill $!; wait) 2>&1")
        #expect(output.contains("curl 5"), "\(output)")
        #expect(
            events.contains {
                $0.kind == .forward && $0.fields["dst"] == "192.0.2.9" && $0.fields["dst_port"] == "80"
            })
        #expect(events.contains { $0.kind == .forward && $0.fields["kind"] == "tcpip-forward" })
    }

    @Test("Sessions share one connection")
    func multiplexing() throws {
        let (output, events) = try visit(
            "ssh-keygen -q -t ed25519 -N '' -f k; ssh \(Self.options) -o IdentitiesOnly=yes -i k -M -S ./s -fN "
                + "root@127.0.0.1; for i in 1 2 3; do ssh -F none -S ./s x \"echo $i\"; done; "
                + "ssh -F none -S ./s -O exit x 2>/dev/null")
        #expect(output == "1\n2\n3\n")
        #expect(events.filter { $0.kind == .auth }.count == 1)
    }

    @Test("Files are sent and fetched by both of scp's protocols")
    func transfers() throws {
        let options = Self.options.replacing("-p PORT", with: "-P PORT")
        let (output, events) = try visit(
            "echo content >f; for o in -s -O; do sshpass -p secret scp $o \(options) f root@127.0.0.1:/tmp/g$o; "
                + "sshpass -p secret scp $o \(options) root@127.0.0.1:/tmp/g$o back; cat back; rm back; done")
        #expect(output == "content\ncontent\n")
        #expect(Set(events.filter { $0.kind == .file }.compactMap { $0.fields["how"] }) == ["sftp", "scp"])
    }

    @Test(
        "Guessers find a way in, and every guess is recorded",
        arguments: [
            ("hydra -I -l root -P in -t 1 -s PORT 127.0.0.1 ssh", "password: guess2"),
            ("medusa -h 127.0.0.1 -n PORT -u root -P in -t 1 -f -M ssh", "ACCOUNT FOUND"),
            ("ncrack -f --user root -P in ssh://127.0.0.1:PORT,CL=1", "Discovered credentials"),
        ])
    func guessers(_ command: String, _ success: String) throws {
        let words = (0..<4).map { "guess\($0)" }.joined(separator: "\n") + "\n"
        let isMachineWide = command.hasPrefix("hydra")
        let (output, events) = try visit(command, input: words, refused: 0)
        #expect(output.contains(isMachineWide ? "password: guess" : success), "\(output)")
        #expect(events.contains { $0.kind == .auth && $0.fields["password"]?.hasPrefix("guess") == true })
    }

    @Test("Scanners see nothing but what it claims to be")
    func scanners() throws {
        let (output, _) = try visit(
            "nmap -n -Pn -sV -p PORT --script ssh2-enum-algos,ssh-auth-methods,ssh-hostkey 127.0.0.1; "
                + "ssh-keyscan -p PORT 127.0.0.1 2>/dev/null")
        #expect(output.contains("OpenSSH 8.4p1 Debian 5+deb11u"), "\(output)")
        #expect(output.contains("keyboard-interactive") && output.contains("hmac-sha2-512-etm@openssh.com"))
        for type in ["ssh-rsa", "ecdsa-sha2-nistp256", "ssh-ed25519"] {
            #expect(output.contains(" \(type) AAAA"), "\(output)")
        }
        #expect(!output.lowercased().contains("honeypot"))
    }

    // MARK: The old device

    /// What today's OpenSSH has to be told before it speaks with something so old.
    private static let old =
        "sshpass -p secret ssh \(options) -o HostKeyAlgorithms=+ssh-rsa -o PreferredAuthentications=password"

    /// A persona for each release that devices are found with.
    private static let devices = DropbearRelease.allCases.compactMap { release in
        (UInt64(0)..<200).first { SSHDress.dropbear(Persona(seed: $0)).version.hasSuffix(release.rawValue) }
    }

    @Test("Every algorithm that dropbear of its year offers works", arguments: devices)
    func oldAlgorithms(_ seed: UInt64) throws {
        let proposal = SSHDress.dropbear(Persona(seed: seed)).proposal
        // OpenSSH has no 3des-ctr.
        let choices =
            proposal.keyExchanges.filter { !$0.hasPrefix("kexguess") }.map { "KexAlgorithms=\($0)" }
            + proposal.ciphersIn.filter { $0 != "3des-ctr" }.map { "Ciphers=\($0)" }
            + proposal.macsIn.map { "MACs=\($0)" }
        let (output, _) = try visit(
            "for choice in \(choices.joined(separator: " ")); do rm -f known; "
                + Self.old + " -o KexAlgorithms=+diffie-hellman-group14-sha1,diffie-hellman-group1-sha1 "
                + "-o Ciphers=+aes128-cbc -o MACs=+hmac-sha1 -o $choice root@127.0.0.1 'echo works' 2>&1 "
                + "| sed \"s/^/$choice /\"; done", on: .device, seed: seed)
        #expect(output.split(separator: "\n").map(String.init) == choices.map { $0 + " works" })
    }

    @Test("Dropbear's own client and OpenSSH run a command of BusyBox", arguments: devices)
    func oldClients(_ seed: UInt64) throws {
        let (output, events) = try visit(
            "export HOME=$PWD; DROPBEAR_PASSWORD=secret dbclient -y -y -p PORT root@127.0.0.1 'busybox | head -n 1' "
                + "2>/dev/null; rm -f known; \(Self.old) -o KexAlgorithms=+diffie-hellman-group14-sha1 "
                + "-o Ciphers=+aes128-cbc -o MACs=+hmac-sha1 root@127.0.0.1 '/bin/busybox NONE; exit 5'; echo $?",
            on: .device, seed: seed)
        #expect(output.hasPrefix("BusyBox v"), "\(output)")
        #expect(output.contains("NONE: applet not found") && output.hasSuffix("5\n"), "\(output)")
        #expect(events.filter { $0.kind == .command }.count == 2)
    }

    @Test("Scanners name dropbear, and find no sign of another", arguments: devices)
    func oldScanners(_ seed: UInt64) throws {
        let (output, _) = try visit(
            "nmap -n -Pn -sV -p PORT --script ssh2-enum-algos,ssh-auth-methods,ssh-hostkey 127.0.0.1",
            on: .device, seed: seed)
        #expect(output.contains("Dropbear sshd 201"), "\(output)")
        #expect(!output.contains("openssh.com") && !output.contains("keyboard-interactive"), "\(output)")
        // Its host key is shown by none of nmap's scripts, as with dropbear itself since it proposes at once.
    }

    @Test("It has no SFTP, and says so as dropbear does")
    func oldTransfers() throws {
        let options = Self.options.replacing("-p PORT", with: "-P PORT -o HostKeyAlgorithms=+ssh-rsa")
        let (output, events) = try visit(
            "echo content >f; sshpass -p secret scp -s \(options) f root@127.0.0.1:/tmp/g 2>&1 | sed 's/^/it says /'; "
                + "sshpass -p secret scp -O \(options) f root@127.0.0.1:/tmp/g && "
                + "sshpass -p secret scp -O \(options) root@127.0.0.1:/etc/passwd back; head -c 5 back", on: .device)
        #expect(output.contains("sftp-server: not found") && output.hasSuffix("root:"), "\(output)")
        #expect(events.contains { $0.kind == .file && $0.fields["how"] == "scp" })
    }
}
