import Testing
import ThreatModel

@testable import Honeypots

@Suite("scp")
struct SCPProgramTests {
    @Test("Only the far ends of copies are taken from the shell")
    func commands() {
        #expect(SCPVisit("scp -t /tmp").isRunning)
        #expect(SCPVisit("  /usr/bin/scp -r -p -d -t -- '/tmp/a b'").isRunning)
        #expect(SCPVisit("exec scp -f /etc/passwd").isRunning)
        #expect(SCPVisit("/usr/lib/openssh/sftp-server").isRunning)
        for other in [
            "scp a b@c:", "scp -t /tmp; id", "scp -t /tmp && id", "X=1 scp -t /tmp", "scp -t /tmp > /tmp/x",
            "echo scp -t",
            "scp -t /tmp\nid", "scp -t $(", "", "scp",
        ] {
            #expect(!SCPVisit(other).isRunning, "\(other)")
        }
    }

    @Test("A file arrives, with its times and mode")
    func upload() {
        var visit = SCPVisit("scp -p -t /tmp")
        #expect(visit.answer() == "\0")
        #expect(visit.send("T1600000000 0 1600000001 0\n") == "\0")
        #expect(visit.send("C0755 5 run.sh\n") == "\0")
        #expect(visit.send("hel") == "")
        #expect(visit.send("lo\0") == "\0")
        visit.endInput()
        #expect(visit.exitStatus == 0)
        #expect(visit.kept.map(\.bytes) == [Array("hello".utf8)])
        #expect(visit.kept.first?.fields["path"] == "/tmp/run.sh")
        #expect(visit.kept.first?.fields["how"] == "scp")
        #expect(visit.events.first?.fields["command"] == "scp -p -t /tmp")
        let id = try? visit.host.files.find("/tmp/run.sh", from: "/")
        #expect(id.map { visit.host.files[$0].mode } == 0o755)
        #expect(id.map { visit.host.files[$0].modified } == 1_600_000_000)
    }

    @Test("Everything at once is the same as byte by byte", arguments: [1, 2, 7, 10_000])
    func portions(_ size: Int) {
        let stream = Array("D0750 0 d\nC0644 3 a\nabc\0C0600 0 e\n\0E\nC0644 2 z\nxy\0".utf8)
        var visit = SCPVisit("scp -r -t /tmp/new", host: nil)
        _ = visit.answer()
        // The target is not there, so that the directory gets its name.
        var answers = ""
        for start in stride(from: 0, to: stream.count, by: size) {
            answers += visit.send(Array(stream[start..<min(start + size, stream.count)]))
        }
        visit.endInput()
        #expect(visit.kept.map { $0.fields["path"] } == ["/tmp/new/a"])
        #expect((try? visit.host.files.find("/tmp/new/e", from: "/")) != nil)
        #expect(answers.hasPrefix("\0\0\0\0\0\0\u{1}scp: /tmp/new: Is a directory\n"), "\(answers.debugDescription)")
        #expect(visit.exitStatus == 1)
    }

    @Test(
        "What breaks the protocol is told in OpenSSH's words",
        arguments: [
            ("\n", "protocol error: unexpected <newline>"), ("Z\n", "Z"), ("C0888 1 a\n", "protocol error: bad mode"),
            ("C0644x1 a\n", "protocol error: mode not delimited"), ("C0644 x a\n", "protocol error: size not present"),
            ("C0644 1xa\n", "protocol error: size not delimited"),
            ("C0644 99999999999999999999 a\n", "protocol error: size out of range"),
            ("C0644 1 ../a\n", "error: unexpected filename: ../a"), ("C0644 1 \n", "error: unexpected filename: "),
            ("D0755 0 d\n", "protocol error: received directory without -r"),
            ("Tx\n", "protocol error: mtime.sec not present"), ("T1x\n", "protocol error: mtime.sec not delimited"),
            ("T1 0 1\n", "protocol error: atime.sec not delimited"),
        ])
    func violations(_ line: String, _ message: String) {
        var visit = SCPVisit("scp -t /tmp")
        _ = visit.answer()
        #expect(visit.send(line) == "\u{1}scp: " + message + "\n")
        #expect(visit.exitStatus == 1)
    }

    @Test("Targets that are not there, or no directories, are told")
    func targets() {
        var visit = SCPVisit("scp -d -t /nowhere")
        #expect(visit.answer() == "\u{1}scp: /nowhere: No such file or directory\n")
        #expect(visit.exitStatus == 1)
        visit = SCPVisit("scp -t /nowhere/at/all")
        #expect(visit.answer() == "\0")
        #expect(visit.send("C0644 1 a\n") == "\u{1}scp: /nowhere/at/all: No such file or directory\n")
        visit = SCPVisit("scp -d -t /etc/passwd")
        #expect(visit.answer() == "\u{1}scp: /etc/passwd: Not a directory\n")
    }

    @Test("Large files are cut, and look whole")
    func large() {
        var limits = HoneypotLimits()
        limits.bodyBytes = 50_000
        var visit = SCPVisit("scp -t /tmp/big", limits: limits)
        _ = visit.answer()
        #expect(visit.send("C0644 120000 x\n") == "\0")
        for _ in 0..<12 { #expect(visit.send([UInt8](repeating: 9, count: 10_000)) == "") }
        #expect(visit.send([0]) == "\0")
        #expect(visit.kept.first?.bytes.count == 50_000)
        #expect(visit.kept.first?.fields["truncated"] == "true")
        var back = SCPVisit("scp -f /tmp/big", limits: limits, host: visit.host)
        #expect(back.send([0]) == "C0644 120000 big\n")
        #expect(back.send([0]).utf8.count == 120_001)
    }

    @Test("A copy that breaks off is kept as far as it came")
    func broken() {
        var visit = SCPVisit("scp -t /tmp")
        _ = visit.answer()
        _ = visit.send("C0644 9999999999999 x\nabc")
        visit.disconnect()
        #expect(visit.kept.map(\.bytes) == [Array("abc".utf8)])
    }

    @Test("Files are sent, trees with all that is in them")
    func download() {
        var visit = SCPVisit("scp -f /etc/passwd /nowhere /etc")
        #expect(visit.answer() == "")
        let header = visit.send([0])
        #expect(header.hasPrefix("C0644 ") && header.hasSuffix(" passwd\n"), "\(header)")
        #expect(visit.send([0]).hasPrefix("root:"))
        let errors = visit.send([0])
        #expect(
            errors == "\u{1}scp: /nowhere: No such file or directory\n\u{1}scp: /etc: not a regular file\n")
        #expect(visit.exitStatus == 1)

        var tree = SCPVisit("scp -r -p -f /etc/apt")
        var names: [String] = []
        var depth = 0
        for _ in 0..<100_000 where tree.exitStatus == nil {
            let answer = tree.send([0])
            if answer.hasPrefix("D") { depth += 1 }
            if answer == "E\n" { depth -= 1 }
            if answer.hasPrefix("C0"), answer.hasSuffix("\n") {
                names.append(String(answer.dropLast().split(separator: " ").last ?? ""))
            }
        }
        #expect(tree.exitStatus == 0)
        #expect(depth == 0)
        #expect(names.contains("sources.list"))
    }

    @Test("A client that refuses a file gets the next")
    func refusal() {
        var visit = SCPVisit("scp -f /etc/passwd /etc/group")
        _ = visit.send([0])
        #expect(visit.send("\u{1}no room\n").hasSuffix(" group\n"))
        _ = visit.send("\u{2}enough\n")
        #expect(visit.exitStatus == 1)
    }

    @Test("Any bytes are survived", arguments: 0..<60 as Range<UInt64>)
    func fuzz(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let commands = [
            "scp -t /tmp", "scp -r -p -t /tmp", "scp -r -d -t .", "scp -r -p -f /", "scp -f /dev/zero /proc/uptime",
        ]
        let pieces = [
            "D0755 0 d\n", "E\n", "C0644 3 a\n", "abc\0", "T1 0 1 0\n", "\0", "\u{1}x\n", "C0777 999999999999 big\n",
            "T99999999999999999999 0 1 0\n", "C0000 0 b\n", "\n",
        ]
        var visit = SCPVisit(commands[generator.below(commands.count)])
        for _ in 0..<300 where visit.exitStatus == nil {
            if generator.chance(percent: 90) {
                _ = visit.send(pieces[generator.below(pieces.count)])
            } else {
                _ = visit.send(generator.bytes(1 + generator.below(40)))
            }
        }
        visit.endInput()
        visit.disconnect()
        #expect(visit.host.files.storedBytes <= visit.host.files.room.bytes)
    }
}
