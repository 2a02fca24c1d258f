import Testing

@testable import Recordings

@Suite struct RecordingReaderTests {
    static let header = #"{"version": 2, "width": 80, "height": 24, "timestamp": 1700000000, "title": "a visit"}"#

    static func read(_ lines: String...) throws -> Recording {
        try RecordingReader.read(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    @Test func whatHappenedAndWhen() throws {
        let recording = try Self.read(
            Self.header, #"[0.5, "o", "login: "]"#, #"[1.25, "i", "root\r"]"#, #"[2, "r", "100x30"]"#,
            #"[2.5, "m", "a marker"]"#, #"[3.0, "o", "\u001b[31mä\r\n"]"#)
        #expect(recording.size == TerminalSize(columns: 80, rows: 24))
        #expect(recording.began == 1_700_000_000)
        #expect(recording.title == "a visit")
        #expect(recording.duration == .seconds(3))
        #expect(
            recording.events == [
                .init(time: .milliseconds(500), kind: .output(Array("login: ".utf8))),
                .init(time: .milliseconds(1250), kind: .input(Array("root\r".utf8))),
                .init(time: .seconds(2), kind: .resize(TerminalSize(columns: 100, rows: 30))),
                .init(time: .seconds(3), kind: .output(Array("\u{1b}[31mä\r\n".utf8))),
            ])
    }

    @Test func timeNeverGoesBack() throws {
        let recording = try Self.read(Self.header, #"[2, "o", "a"]"#, #"[1, "o", "b"]"#)
        #expect(recording.events.map(\.time) == [.seconds(2), .seconds(2)])
    }

    @Test func aLineThatWasCutOffIsLeftOut() throws {
        let bytes = Array((Self.header + "\n" + #"[1, "o", "a"]"# + "\n" + #"[2, "o", "#).utf8)
        #expect(try RecordingReader.read(bytes).events.count == 1)
    }

    @Test(arguments: [
        #"[1, "o"]"#, "nonsense", #"[-1, "o", "x"]"#, #"[1e300, "o", "x"]"#, #"{"a": 1}"#, #"[1, "r", "wide"]"#,
    ])
    func damageIsTold(_ line: String) {
        #expect(throws: RecordingError.badLine(number: 3)) {
            try Self.read(Self.header, #"[0, "o", "x"]"#, line, #"[3, "o", "x"]"#)
        }
    }

    @Test(arguments: [
        "", "#!/bin/sh\necho\n", #"{"version": 1, "width": 80, "height": 24}"#, #"{"version": 2}"#, "{}",
        #"{"version": 2, "width": 80, "height": 24, "timestamp": 9223372036854775807}"#,
        "{" + String(repeating: " ", count: 5000) + "}",
    ])
    func otherFilesAreTold(_ text: String) {
        #expect(throws: RecordingError.self) { try RecordingReader.read(Array(text.utf8)) }
        #expect(RecordingReader.peek(Array((text + "\n").utf8)[...]) == nil)
    }

    @Test func theHeadIsEnoughToKnowOne() {
        let head = RecordingReader.peek(Array((Self.header + "\n[0, \"o\"").utf8)[...])
        #expect(head?.title == "a visit")
    }

    @Test func claimsAreCut() throws {
        let recording = try Self.read(#"{"version": 2, "width": 1000000000, "height": -5}"#)
        #expect(recording.size == TerminalSize(columns: 500, rows: 24))
    }
}
