import Testing

@testable import WebPages

@Suite("Pages")
struct PageTests {
    static let site = Site(
        name: "Sikker",
        sections: [
            .init(title: "One", target: .path("one")), .init(title: "Two", target: .path("two", query: [("a", "b")])),
        ], footer: Tag.p { "The end" })

    @Test("A document has a language, a title, one main part, and asks for nothing that is not in the program")
    func document() {
        let page = Page(title: "A & B", summary: "Says \"so\"", section: "Two", isForEveryone: false) {
            Tag.h1 { "A & B" }
        }
        let text = String(decoding: page.document(of: Self.site), as: UTF8.self)
        #expect(text.hasPrefix("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"))
        #expect(text.contains("<title>A &amp; B · Sikker</title>"))
        #expect(text.contains("content=\"Says &quot;so&quot;\""))
        #expect(text.contains("<meta name=\"robots\" content=\"noindex\">"))
        #expect(text.contains("<a href=\"/two?a=b\" aria-current=\"page\">Two</a>"))
        #expect(text.contains("<main id=\"content\"><h1>A &amp; B</h1></main>"))
        #expect(text.matches(of: /aria-current/).count == 1)
        let asked = text.matches(of: /(?:src|href)="(\/assets\/[^"]*)"/).map { String($0.1) }
        #expect(asked == StaticFile.all.map(\.target.text))
        #expect(!text.contains("<script") && !text.contains("style=") && !text.contains("src="))
    }

    @Test("Files are there, and ask for nothing in their turn")
    func files() {
        for file in StaticFile.all {
            let text = String(decoding: file.bytes, as: UTF8.self)
            #expect(!text.isEmpty, "\(file.name)")
            for word in ["url(", "@import", "<script", "href="] {
                #expect(!text.contains(word), "\(file.name): \(word)")
            }
        }
        #expect(StaticFile.stylesheet.bytes.count <= 16 << 10)
    }

    @Test("The policy lets nothing run and nothing be loaded from elsewhere")
    func policy() throws {
        let policy = try #require(
            PageFields.all.first { $0.name.description == "Content-Security-Policy" }?.value.description)
        #expect(policy.hasPrefix("default-src 'none'; "))
        for word in ["unsafe", "http", "*", "script-src", "data:"] { #expect(!policy.contains(word)) }
    }
}
