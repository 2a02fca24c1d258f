import FoundationEssentials
import TestLoop
import Testing

/// Appeals as they are reviewed where there are none; beside a running server, they are in the tests of the wire.
@Suite("Appeals") struct AppealsTests {
    @Test func nobodyHasAppealed() throws {
        let folder = try LoopFolder()
        let data = ["--data", folder.file("data")]
        let list = try Invocation(["appeals", "list"] + data)
        #expect(list.status == 0 && list.standardOutput.isEmpty)
        #expect(list.standardError == "No appeal waits for a decision.\n")
        #expect(try Invocation(["appeals", "list", "--all"] + data).standardError == "Nobody has appealed.\n")
        let rows = try JSONDecoder().decode(
            [[String: String]].self,
            from: Data(try Invocation(["appeals", "list", "--json"] + data).standardOutput.utf8))
        #expect(rows.isEmpty)
    }

    @Test("An appeal that is not there is named", arguments: ["show", "grant", "reject", "note"])
    func unknown(_ verb: String) throws {
        let folder = try LoopFolder()
        let words = ["appeals", verb, "7"] + (verb == "note" ? ["text"] : []) + ["--data", folder.file("data")]
        let run = try Invocation(words)
        #expect(run.status == 2 && run.standardError.contains("there is no appeal 7; 'sikker appeals list --all'"))
    }

    @Test("A note is one line of bounded length", arguments: ["", "two\nlines", String(repeating: "x", count: 1001)])
    func badNote(_ note: String) throws {
        let folder = try LoopFolder()
        let run = try Invocation(["appeals", "grant", "7", "--note", note, "--data", folder.file("data")])
        #expect(run.status == 2 && run.standardError.contains("a note is one line of 1 to 1000 characters"))
    }
}
