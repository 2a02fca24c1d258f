import Testing
import WebPages

@testable import Recordings

@Suite struct RecordingFramesTests {
    static func recording(_ events: (milliseconds: Int, text: String)...) -> Recording {
        Recording(
            size: TerminalSize(columns: 20, rows: 4),
            events: events.map { .init(time: .milliseconds($0.milliseconds), kind: .output(Array($0.text.utf8))) })
    }

    @Test func aFrameHasWhatChanged() {
        let frames = RecordingFrames(Self.recording((0, "one"), (1000, "\r\ntwo"), (2000, "!")))
        #expect(frames.frames.map(\.time) == [.zero, .seconds(1), .seconds(2)])
        #expect(frames.frames.map { $0.rows.map(\.text) } == [["one"], ["two"], ["two!"]])
        #expect(frames.transcript == ["one", "two!"])
        #expect(frames.duration == .seconds(2))
    }

    @Test func whatNobodySeesApartIsOneFrame() {
        let frames = RecordingFrames(Self.recording((0, "a"), (10, "b"), (20, "c"), (500, "d")))
        #expect(frames.frames.map { $0.rows.map(\.text) } == [["abc"], ["abcd"]])
    }

    @Test func pausesAreShortened() {
        let frames = RecordingFrames(
            Self.recording((0, "a"), (600_000, "b"), (601_000, "c")), longestPause: .seconds(2))
        #expect(frames.frames.map(\.time) == [.zero, .seconds(2), .seconds(3)])
        #expect(frames.duration == .seconds(3))
    }

    /// What visitors typed is shown, and never becomes part of the page.
    @Test func thePageIsNotBrokenByWhatItShows() throws {
        let hostile = "</script><script>alert(1)</script><!-- & \u{1b}]52;c;x\u{7}"
        let frames = RecordingFrames(Self.recording((0, hostile)))
        let page = String(
            decoding: try RecordingPage.file(frames, title: "</title><b>", facts: [("From", "<i>")]), as: UTF8.self)
        #expect(!page.contains("<script>alert"))
        #expect(!page.contains("<b>"))
        #expect(!page.contains("<i>"))
        #expect(page.contains("&lt;/script&gt;"))
        #expect(page.contains("\\u003c/script>"))
        #expect(page.contains("const data = JSON.parse"))
        #expect(page.contains("Content-Security-Policy"))
    }
}
