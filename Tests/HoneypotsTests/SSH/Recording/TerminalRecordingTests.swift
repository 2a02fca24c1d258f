import Recordings
import Testing
import ThreatModel

@testable import Honeypots

@Suite("Recordings of terminals")
struct TerminalRecordingTests {
    private let start = Timestamp(milliseconds: 1_773_480_413_250)

    private func recording(mostBytes: Int = TerminalRecording.mostBytes) -> TerminalRecording {
        TerminalRecording(
            columns: 80, rows: 24, terminal: Array("xterm-\"256\"".utf8), shell: "/bin/bash", at: start,
            mostBytes: mostBytes)
    }

    private func text(_ recording: TerminalRecording) -> String {
        String(decoding: recording.file ?? [], as: UTF8.self)
    }

    @Test("A recording is an asciicast v2")
    func format() {
        var recording = recording()
        #expect(recording.file == nil)
        recording.add(.output, Array("root@x:~# ".utf8), at: start)
        recording.add(.input, [0x1b, 0x03, 0x0d, 0x7f], at: start.advanced(by: .milliseconds(1007)))
        recording.resize(columns: 120, rows: 40, at: start.advanced(by: .seconds(61)))
        #expect(
            text(recording) == """
                {"version": 2, "width": 80, "height": 24, "timestamp": 1773480413, \
                "env": {"SHELL": "/bin/bash", "TERM": "xterm-\\"256\\""}}
                [0.000, "o", "root@x:~# "]
                [1.007, "i", "\\u001b\\u0003\\r\\u007f"]
                [61.000, "r", "120x40"]

                """)
    }

    @Test("Characters that come in pieces are put together, and what is none is replaced")
    func characters() {
        var recording = recording()
        for byte in Array("ä€😀".utf8) { recording.add(.output, [byte], at: start) }
        recording.add(.output, [0xff, 0x41, 0xe2], at: start)
        recording.add(.output, [0x42], at: start)
        let data = text(recording).split(separator: "\n").dropFirst().map { String($0.dropFirst(14).dropLast(2)) }
        #expect(data == ["ä", "€", "😀", "\u{fffd}A", "\u{fffd}B"])
    }

    @Test("It never grows beyond its bound")
    func bound() {
        var recording = recording(mostBytes: 1000)
        for _ in 0..<100 { recording.add(.output, [UInt8](repeating: 0x41, count: 50), at: start) }
        #expect((recording.file ?? []).count <= 1000)
        #expect(recording.isCut)
        #expect(text(recording).hasSuffix("]\n"))
    }

    @Test("What was recorded can be played")
    func playback() throws {
        var recording = recording()
        recording.add(.output, Array("one\r\n".utf8), at: start)
        recording.add(.input, Array("x".utf8), at: start.advanced(by: .seconds(1)))
        recording.add(.output, Array("two \"\\\u{1b}[0m".utf8), at: start.advanced(by: .seconds(100)))
        let played = try RecordingReader.read(recording.file ?? [])
        #expect(played.size == TerminalSize(columns: 80, rows: 24))
        #expect(played.began == 1_773_480_413)
        #expect(
            played.events == [
                .init(time: .zero, kind: .output(Array("one\r\n".utf8))),
                .init(time: .seconds(1), kind: .input(Array("x".utf8))),
                .init(time: .seconds(100), kind: .output(Array("two \"\\\u{1b}[0m".utf8))),
            ])
    }

    @Test("Whatever a file holds is survived", arguments: 0..<200 as Range<UInt64>)
    func fuzz(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var recording = recording()
        for second in 0..<5 { recording.add(.output, generator.bytes(20), at: start.advanced(by: .seconds(second))) }
        var bytes = recording.file ?? []
        for _ in 0..<generator.below(6) { bytes[generator.below(bytes.count)] = UInt8(generator.below(256)) }
        bytes.removeLast(generator.below(20))
        if let played = try? RecordingReader.read(bytes) { #expect(played.events.count <= 6) }
    }
}
