import TestClocks
import Testing
import WebPages

@testable import Dashboard

/// What a visitor is told of what they have just done.
struct NoticeTests {
    private let clock = TestWallClock()

    private func receipt(_ message: String, undo text: String = "") -> ChangeNotice.Outcome {
        .done(ChangeReceipt(message: message, undo: ChangeOrder(change: "import", fields: ["text": text])))
    }

    @Test func noticesAreFoundForSomeMinutesByAnIdThatNobodyGuesses() {
        let board = NoticeBoard()
        let ids = (0..<20).map { board.pin(receipt("\($0)"), of: "block", at: clock.now) }
        #expect(Set(ids).count == 20 && ids.allSatisfy { $0.count == 32 })
        #expect(board.notice(ids[3], at: clock.now)?.receipt?.message == "3")
        #expect(board.notice("", at: clock.now) == nil)
        board.remove(ids[3])
        #expect(board.notice(ids[3], at: clock.now) == nil)
        clock.advance(by: NoticeBoard.patience)
        #expect(board.notice(ids[4], at: clock.now) == nil)
    }

    @Test func theyAreBoundedInNumberAndSize() {
        let board = NoticeBoard()
        let few = (0...NoticeBoard.most).map { board.pin(receipt("\($0)"), of: "block", at: clock.now) }
        #expect(board.notice(few[0], at: clock.now) == nil && board.notice(few[1], at: clock.now) != nil)
        let text = String(repeating: "x", count: NoticeBoard.mostBytes / 3)
        let large = (0..<4).map { _ in board.pin(receipt("large", undo: text), of: "import", at: clock.now) }
        #expect(large.map { board.notice($0, at: clock.now) != nil } == [false, false, true, true])
        // One alone is kept whatever its size.
        let huge = board.pin(receipt("huge", undo: text + text + text + text), of: "import", at: clock.now)
        #expect(board.notice(huge, at: clock.now) != nil && board.notice(large[3], at: clock.now) == nil)
    }

    @Test func whatWasFilledInIsKeptWhenItIsShort() {
        let board = NoticeBoard()
        let short = board.pin(.refused("no"), of: "block", entered: ["entry": "1.2.3"], at: clock.now)
        let long = board.pin(
            .refused("no"), of: "import",
            entered: ["text": String(repeating: "x", count: NoticeBoard.mostEntered)], at: clock.now)
        #expect(board.notice(short, at: clock.now)?.entered == ["entry": "1.2.3"])
        #expect(board.notice(long, at: clock.now)?.entered.isEmpty == true)
    }

    @Test(arguments: [
        ("/lists", "/lists", "/lists?done=7"), ("/lists?done=1", "/lists", "/lists?done=7"),
        ("/log?before=3&done=1", "/log?before=3", "/log?before=3&done=7"), ("/a?b=c#d", "/a?b=c", "/a?b=c&done=7"),
        ("//evil.example", "/", "/?done=7"), ("https://evil.example", "/", "/?done=7"), ("", "/", "/?done=7"),
        ("/a\r\nSet-Cookie: b=c", "/", "/?done=7"),
    ])
    func formsLeadBackToOwnPages(_ back: String, plain: String, told: String) {
        #expect(ReturnPath.plain(back).text == plain)
        #expect(ReturnPath.path(back, telling: "7") == told)
    }
}
