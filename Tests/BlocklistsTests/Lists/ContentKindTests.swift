import Blocklists
import Testing

@Suite("What an answer is")
struct ContentKindTests {
    @Test(
        "Judged by its beginning",
        arguments: [
            ("", ContentKind.text), ("192.0.2.1\n", .text), ("# list\n", .text), ("; list\n", .text),
            ("\n\n2001:db8::1", .text),
            ("no list at all", .text), ("<!DOCTYPE html><html>", .webPage), ("\u{feff}\r\n  <html lang=en>", .webPage),
            ("<?xml version=\"1.0\"?>", .webPage), ("{\"error\":\"unauthorised\"}", .json), (" [\"192.0.2.1\"]", .json),
            ("PK\u{3}\u{4}x", .compressed), ("BZh91AY", .compressed), ("192.0.2.1\0\n", .binary), ("\0", .binary),
        ])
    func text(beginning: String, kind: ContentKind) {
        let bytes = Array(beginning.utf8)
        #expect(ContentKind(beginning: bytes.span) == kind)
    }

    @Test(
        "Bytes that are no text",
        arguments: [
            ([0x1f, 0x8b, 0x08, 0x00], ContentKind.compressed), ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], .compressed),
            ([0x28, 0xb5, 0x2f, 0xfd], .compressed), ([0xff, 0xfe, 0x31, 0x00], .utf16),
            ([0xfe, 0xff, 0x00, 0x31], .utf16),
            ([0x7f, 0x45, 0x4c, 0x46, 0x02, 0x00], .binary), ([0x1f], .text), ([0xef, 0xbb], .text),
        ])
    func bytes(bytes: [UInt8], kind: ContentKind) {
        #expect(ContentKind(beginning: bytes.span) == kind)
    }

    @Test("What comes later is not looked at")
    func later() {
        let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: ContentKind.examinedBytes) + [0]
        #expect(ContentKind(beginning: bytes.span) == .text)
    }

    @Test("Each kind has a name of its own")
    func names() {
        #expect(Set(ContentKind.allCases.map(\.description)).count == ContentKind.allCases.count)
    }
}
