import TestLoop
import Testing

@testable import Commands

/// `sikker sensor recordings` and `replay`, on a sensor's folder.
@Suite("Recordings") struct RecordingsTests {
    static let name = String(repeating: "3f2a77c0d1e4b586", count: 4)

    /// A folder with a recording, a file that is none, and two that begin alike.
    private func folder() throws -> LoopFolder {
        let folder = try LoopFolder()
        try folder.makeFolder("quarantine")
        let recording = """
            {"version": 2, "width": 80, "height": 24, "timestamp": 1700000000, "title": "root from 45.10.1.2"}
            [0.1, "o", "root@app3:~# "]
            [1.0, "i", "id\\r"]
            [1.1, "o", "id\\r\\nuid=0(root)\\u001b]0;owned\\u0007\\r\\n"]

            """
        try folder.write(recording, to: "quarantine/" + Self.name)
        for digit in ["0", "1"] {
            let name = "abcdef" + String(repeating: digit, count: 58)
            try folder.write("#!/bin/sh\n", to: "quarantine/" + name)
        }
        return folder
    }

    @Test func recordingsAreListed() throws {
        let folder = try folder()
        let run = try Invocation(["sensor", "recordings", "--data", folder.path])
        #expect(run.status == 0)
        #expect(run.standardOutput.contains("3f2a77c0d1e4b586  2023-11-14 22:13  80×24"))
        #expect(run.standardOutput.contains("root from 45.10.1.2"))
        #expect(!run.standardOutput.contains("abcdef"))
        let json = try Invocation(["sensor", "recordings", "--data", folder.path, "--json"])
        #expect(json.standardOutput.contains("\"sha256\" : \"\(Self.name)\""))
    }

    @Test func whatWasShownIsPrintedWithoutItsControls() throws {
        let folder = try folder()
        let run = try Invocation(["sensor", "replay", "3f2a77c0", "--data", folder.path])
        #expect(run.status == 0)
        #expect(run.standardOutput == "root@app3:~# id\nuid=0(root)\n")
    }

    @Test func aPageIsWritten() throws {
        let folder = try folder()
        let page = folder.file("visit.html")
        let run = try Invocation(["sensor", "replay", "3f2a77c0", "--data", folder.path, "--page", page])
        #expect(run.status == 0)
        let text = folder.text(of: "visit.html")
        #expect(text.contains("root from 45.10.1.2"))
        #expect(text.contains("uid=0(root)"))
    }

    @Test(arguments: [
        (["3f"], "at least 6 digits"), (["abcdef"], "2 files begin with abcdef"), (["abcdef00"], "no recording"),
        (["ffffff"], "begins with ffffff"), (["3f2a77c0", "--speed", "0"], "above 0"),
    ])
    func mistakesAreTold(_ words: [String], _ sentence: String) throws {
        let folder = try folder()
        let run = try Invocation(["sensor", "replay"] + words + ["--data", folder.path])
        #expect(run.status != 0)
        #expect(run.standardError.contains(sentence), "\(run.standardError)")
    }

    @Test func aMissingFolderIsTold() throws {
        let run = try Invocation(["sensor", "recordings", "--data", "/nonexistent"])
        #expect(run.status == 6)
        #expect(run.standardError.contains("--data"))
    }
}
