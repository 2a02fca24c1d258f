import Testing

@testable import Recordings

/// What a terminal shows, as xterm does.
@Suite struct TerminalScreenTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var bytes: String
        var rows: [String]
    }

    static let cases = [
        Case(testDescription: "text", bytes: "one\r\ntwo", rows: ["one", "two", "", ""]),
        Case(testDescription: "line feed alone keeps the column", bytes: "one\ntwo", rows: ["one", "   two", "", ""]),
        Case(testDescription: "carriage return overwrites", bytes: "load 10%\rload 2", rows: ["load 20%", "", "", ""]),
        Case(testDescription: "wrapping", bytes: "0123456789abc", rows: ["0123456789", "abc", "", ""]),
        Case(
            testDescription: "a full row does not wrap by itself", bytes: "0123456789\r\nx",
            rows: ["0123456789", "x", "", ""]),
        Case(testDescription: "scrolling", bytes: "1\r\n2\r\n3\r\n4\r\n5", rows: ["2", "3", "4", "5"]),
        Case(testDescription: "backspace", bytes: "ab\u{8}c", rows: ["ac", "", "", ""]),
        Case(testDescription: "tabulator", bytes: "a\tb", rows: ["a       b", "", "", ""]),
        Case(testDescription: "erasing the screen", bytes: "old\u{1b}[2J\u{1b}[Hnew", rows: ["new", "", "", ""]),
        Case(testDescription: "erasing to the end", bytes: "abcdef\u{1b}[3D\u{1b}[K", rows: ["abc", "", "", ""]),
        Case(
            testDescription: "erasing from the start", bytes: "abcdef\u{1b}[3D\u{1b}[1K", rows: ["    ef", "", "", ""]),
        Case(testDescription: "a place", bytes: "\u{1b}[3;2Hx", rows: ["", "", " x", ""]),
        Case(testDescription: "a place that is not there", bytes: "\u{1b}[99;99Hx", rows: ["", "", "", "         x"]),
        Case(testDescription: "colours", bytes: "\u{1b}[1;31mred\u{1b}[0m", rows: ["red", "", "", ""]),
        Case(testDescription: "a title", bytes: "\u{1b}]0;title\u{7}x", rows: ["x", "", "", ""]),
        Case(testDescription: "a title that ends with ST", bytes: "\u{1b}]0;title\u{1b}\\x", rows: ["x", "", "", ""]),
        Case(testDescription: "a character set", bytes: "\u{1b}(Bx", rows: ["x", "", "", ""]),
        Case(testDescription: "characters of several bytes", bytes: "äö€😀", rows: ["äö€😀", "", "", ""]),
        Case(testDescription: "deleting characters", bytes: "abcdef\r\u{1b}[2P", rows: ["cdef", "", "", ""]),
        Case(testDescription: "inserting blanks", bytes: "abc\r\u{1b}[2@", rows: ["  abc", "", "", ""]),
        Case(testDescription: "deleting rows", bytes: "1\r\n2\r\n3\u{1b}[H\u{1b}[M", rows: ["2", "3", "", ""]),
        Case(testDescription: "inserting rows", bytes: "1\r\n2\u{1b}[H\u{1b}[L", rows: ["", "1", "2", ""]),
        Case(
            testDescription: "reverse line feed at the top", bytes: "1\r\n2\u{1b}[H\u{1b}M", rows: ["", "1", "2", ""]),
        Case(
            testDescription: "a program that takes the screen and gives it back",
            bytes: "before\u{1b}[?1049h\u{1b}[Heditor\u{1b}[?1049l after", rows: ["before aft", "er", "", ""]),
        Case(testDescription: "controls of the second set", bytes: "a\u{9b}2Jb", rows: ["a2Jb", "", "", ""]),
    ]

    @Test(arguments: cases) func shows(_ example: Case) {
        var screen = TerminalScreen(size: TerminalSize(columns: 10, rows: 4))
        screen.show(example.bytes.utf8)
        #expect((0..<4).map(screen.text(ofRow:)) == example.rows)
    }

    @Test(arguments: cases) func portionsChangeNothing(_ example: Case) {
        var whole = TerminalScreen(size: TerminalSize(columns: 10, rows: 4))
        whole.show(example.bytes.utf8)
        var bitwise = TerminalScreen(size: TerminalSize(columns: 10, rows: 4))
        for byte in example.bytes.utf8 { bitwise.show([byte]) }
        #expect(whole.transcript == bitwise.transcript)
    }

    @Test func whatLeavesAtTheTopIsKept() {
        var screen = TerminalScreen(size: TerminalSize(columns: 10, rows: 2))
        screen.show((1...30).map { "\($0)\r\n" }.joined().utf8)
        #expect(screen.transcript == (1...30).map(String.init))
    }

    @Test func whatIsKeptIsBounded() {
        var screen = TerminalScreen(size: TerminalSize(columns: 2, rows: 1))
        for _ in 0..<30_000 { screen.show("x\r\n".utf8) }
        #expect(screen.past.count <= TerminalScreen.mostPastRows + 1000)
    }

    @Test func changesAreTheRowsThatChanged() {
        var screen = TerminalScreen(size: TerminalSize(columns: 10, rows: 4))
        screen.show("1\r\n2".utf8)
        #expect(screen.takeChanges().map(\.row) == [0, 1])
        screen.show("x".utf8)
        let changes = screen.takeChanges()
        #expect(changes.map(\.row) == [1])
        #expect(changes.map(\.text) == ["2x"])
        #expect(screen.takeChanges().isEmpty)
    }

    @Test func aTerminalMayChangeItsSize() {
        var screen = TerminalScreen(size: TerminalSize(columns: 10, rows: 4))
        screen.show("1\r\n2\r\n3\r\n4".utf8)
        screen.resize(to: TerminalSize(columns: 5, rows: 2))
        #expect((0..<3).map(screen.text(ofRow:)) == ["3", "4", ""])
        #expect(screen.takeChanges().count == 4)
        screen.show("\r\n567890".utf8)
        #expect((0..<2).map(screen.text(ofRow:)) == ["56789", "0"])
        screen.resize(to: TerminalSize(columns: 20, rows: 6))
        #expect(screen.transcript.last == "0")
    }

    /// Whatever comes, it ends, and nothing outside the screen is touched.
    @Test func anyBytesAreShown() {
        var generator = SystemRandomNumberGenerator()
        let favourites = Array("\u{1b}[]?;0123456789ABCDHJKLMPXhlmsu@\r\n\t\u{8}".utf8)
        for _ in 0..<300 {
            var screen = TerminalScreen(
                size: TerminalSize(columns: .random(in: 1...20), rows: .random(in: 1...8)))
            for _ in 0..<400 {
                let byte = Bool.random() ? favourites.randomElement(using: &generator) ?? 0 : .random(in: 0...255)
                screen.show([byte])
                if Int.random(in: 0..<50) == 0 {
                    screen.resize(to: TerminalSize(columns: .random(in: 0...30), rows: .random(in: 0...10)))
                }
            }
            for row in 0..<screen.size.rows { #expect(screen.text(ofRow: row).count <= 80) }
        }
    }
}
