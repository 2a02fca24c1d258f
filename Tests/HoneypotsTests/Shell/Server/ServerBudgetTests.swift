import Testing
import ThreatModel

@testable import Honeypots

@Suite("Server budgets") struct ServerBudgetTests {
    @Test(
        "Looking at the whole tree ends in time",
        arguments: ["find / -name nothing", "ls -laR /usr", "du -s /", "grep -r nothing /etc /usr/share/doc"])
    func wholeTree(line: String) {
        var shell = ServerStage.shell()
        let clock = ContinuousClock()
        let took = clock.measure {
            shell.runScript(
                CommandOutcome.ScriptText(text: Array(line.utf8), name: "sh", parameters: [], source: .string))
            shell.run()
        }
        #expect(took < .seconds(60))
        #expect(shell.frames.isEmpty || shell.budget.isSpent)
    }

    @Test("An idle shell on a server keeps little of its own")
    func idle() {
        let shell = ServerStage.shell()
        #expect(shell.files.layer.footprint == 0)
        let stranger = ServerStage.shell(user: "newcomer")
        #expect(stranger.files.layer.footprint < 16 * 1024)
    }

    @Test("All of /etc can be packed and listed in one line")
    func packing() throws {
        var shell = ServerStage.shell()
        let (output, errors) = DebianStage.run(
            Array("tar czf /tmp/e.tgz /etc && tar tzf /tmp/e.tgz | wc -l".utf8), inputs: [], at: ServerStage.start,
            in: &shell)
        #expect(String(decoding: errors, as: UTF8.self) == "tar: Removing leading `/' from member names\n")
        let count = try #require(Int(String(decoding: output, as: UTF8.self).filter { $0.isNumber }))
        #expect(count > 300)
        #expect(!shell.budget.isSpent)
    }
}
