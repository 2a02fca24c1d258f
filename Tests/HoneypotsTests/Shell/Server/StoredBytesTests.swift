import Testing
import ThreatModel

@testable import Honeypots

@Suite("Room for what a visitor leaves")
struct StoredBytesTests {
    @Test(
        "What is held is what is counted",
        arguments: [
            "cp /bin/ls /tmp/x; echo a >> /tmp/x", "cp /bin/ls /tmp/x; : > /tmp/x; rm /tmp/x",
            "cp /etc/passwd /tmp/p; rm /tmp/p", "echo a >> /etc/passwd; rm /etc/passwd",
            "echo a > /tmp/x; mv /tmp/x /etc/hosts",
            "mkdir -p /tmp/d/e; echo a > /tmp/d/e/f; cp -r /tmp/d /tmp/c; rm -rf /tmp/d /tmp/c",
            "echo abc > /tmp/a; ln /tmp/a /tmp/b; rm /tmp/a; echo d >> /tmp/b; rm /tmp/b",
            "truncate -s 1M /tmp/x; dd if=/bin/ls of=/tmp/y bs=1k count=3; cat /bin/ls > /tmp/z; chmod 755 /tmp/*",
        ])
    func counting(_ line: String) {
        var shell = ServerStage.shell()
        shell.becomePiped()
        shell.runScript(
            CommandOutcome.ScriptText(
                text: Array(line.utf8), name: "bash", parameters: [], source: .string, dialect: .bash))
        shell.run()
        #expect(shell.files.miscount == 0)
        #expect(shell.files.storedBytes >= 0)
    }

    @Test("A program of the machine that is written to over SFTP counts for what is kept of it")
    func transfers() {
        var visit = SFTPVisit()
        visit.initialise()
        let handle = visit.ask(3, SFTPVisit.string("/bin/ls"), SFTPVisit.number(0x02), SFTPVisit.noAttributes).handle
        // Far behind what is kept, then at the beginning.
        _ = visit.ask(6, handle, SFTPVisit.long(1 << 30), SFTPVisit.string("far"))
        #expect(visit.host.files.miscount == 0)
        _ = visit.ask(6, handle, SFTPVisit.long(0), SFTPVisit.string("near"))
        #expect(visit.host.files.miscount == 0)
        _ = visit.ask(13, SFTPVisit.string("/bin/ls"))
        #expect(visit.host.files.miscount == 0 && visit.host.files.storedBytes >= 0)
    }
}
