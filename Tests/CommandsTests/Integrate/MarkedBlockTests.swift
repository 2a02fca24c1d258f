import Testing

@testable import Commands

/// Lines of ours in files of others.
@Suite("Marked blocks") struct MarkedBlockTests {
    private let block = MarkedBlock("csf")
    private let path = "/etc/csf/csf.conf"

    @Test(
        "Putting lines in and taking them out gives back every byte",
        arguments: ["", "a\n", "a", "a\r\nb\r\n", "a\r\nb", "\n", "\n\n", "ü\u{0}\u{7f}\n"])
    func roundTrip(text: String) throws {
        let before = TextLines(text: text)
        let with = try block.appending(["one", "two"], to: before, of: path)
        #expect(String(decoding: with.bytes, as: UTF8.self).contains("\none\ntwo\n# <<< sikker integrate csf\n"))
        #expect(try block.appending(["one", "two"], to: with, of: path) == with)
        let changed = try block.appending(["three"], to: with, of: path)
        #expect(!String(decoding: changed.bytes, as: UTF8.self).contains("two"))
        #expect(try block.removed(from: changed, of: path, lines: nil).bytes == before.bytes)
        #expect(try block.removed(from: with, of: path, lines: ["one", "two"]).bytes == before.bytes)
        #expect(try block.removed(from: before, of: path, lines: nil) == before)
    }

    @Test("What is no text stays too")
    func bytes() throws {
        let before = TextLines([0xff, 0xfe, 0x0a, 0xc3])
        let with = try block.appending(["one"], to: before, of: path)
        #expect(try block.removed(from: with, of: path, lines: nil).bytes == [0xff, 0xfe, 0x0a, 0xc3])
    }

    @Test("What the administrator wrote around it stays")
    func surroundings() throws {
        var text = try block.appending(["one"], to: TextLines(text: "a\nb"), of: path)
        text.lines.insert(Array("before\n".utf8), at: 0)
        text.lines.append(Array("after\n".utf8))
        let without = try block.removed(from: text, of: path, lines: nil)
        #expect(String(decoding: without.bytes, as: UTF8.self) == "before\na\nb\nafter\n")
    }

    @Test("A line that was replaced comes back, unless its place holds something newer")
    func replacement() throws {
        let before = TextLines(text: "x = 1\nREPORT = \"\" \r\ny = 2\n")
        let with = block.replacing(1, with: ["REPORT = \"ours\""], in: before)
        #expect(try block.removed(from: with, of: path, lines: ["REPORT = \"ours\""]) == before)
        var edited = with
        let place = try #require(edited.lines.firstIndex(of: Array("REPORT = \"ours\"\n".utf8)))
        edited.lines[place] = Array("REPORT = \"theirs\"\n".utf8)
        let without = try block.removed(from: edited, of: path, lines: ["REPORT = \"ours\""])
        #expect(String(decoding: without.bytes, as: UTF8.self) == "x = 1\nREPORT = \"theirs\"\ny = 2\n")
    }

    @Test(
        "Half a block is nothing to guess about",
        arguments: ["# >>> sikker integrate csf\na\n", "a\n# <<< sikker integrate csf\n"])
    func half(text: String) {
        #expect(throws: CommandFailure.self) { try block.range(in: TextLines(text: text), of: path) }
    }

    @Test("Blocks of other integrations are theirs")
    func others() throws {
        let text = try MarkedBlock("nginx").appending(["one"], to: TextLines([]), of: path)
        #expect(try block.range(in: text, of: path) == nil)
    }
}
