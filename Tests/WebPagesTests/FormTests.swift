import Testing

@testable import WebPages

@Suite("Forms")
struct FormTests {
    private static func fields(_ text: String) throws(FormFields.Fault) -> FormFields {
        try FormFields(Array(text.utf8))
    }

    @Test("Fields are read as browsers write them")
    func reading() throws {
        let fields = try Self.fields(
            "ip=2001%3Adb8%3A%3A1&reason=It+is%0D%0Aours+%26+new%21&contact=&x&y=%zz%4&z=+%20+")
        #expect(fields["ip"] == "2001:db8::1")
        #expect(fields["reason"] == "It is\nours & new!")
        #expect(fields["contact"] == nil && fields["x"] == nil && fields["none"] == nil && fields["z"] == nil)
        #expect(fields["y"] == "%zz%4")
        #expect(try Self.fields("")["ip"] == nil)
        #expect(try Self.fields("a=b=c")["a"] == "b=c")
    }

    @Test("What is no form, or says a thing twice, is refused")
    func refusing() {
        #expect(throws: FormFields.Fault.self) { try Self.fields("a=1&a=2") }
        #expect(throws: FormFields.Fault.self) { try Self.fields("a=%ff") }
        #expect(throws: FormFields.Fault.self) {
            try Self.fields((0...FormFields.maximumCount).map { "f\($0)=1" }.joined(separator: "&"))
        }
    }

    @Test("No bytes make it trap")
    func garbage() {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("a=&%+0fF\u{0}é".utf8) + [0xff, 0xc3]
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0..<60, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            if let fields = try? FormFields(bytes) { #expect(fields["a"]?.isEmpty != true) }
        }
    }

    @Test(
        "Forms of other sites are told from ours",
        arguments: [
            ("same-origin", "https://sikker.example", "sikker.example", false), ("none", nil, "sikker.example", false),
            ("same-site", "https://a.sikker.example", "sikker.example", true),
            ("cross-site", "https://sikker.example", "sikker.example", true),
            (nil, "http://192.0.2.1:7063", "192.0.2.1:7063", false),
            (nil, "https://Sikker.example", "sikker.EXAMPLE", false),
            (nil, "http://192.0.2.1", "192.0.2.1:7063", true), (nil, "null", "sikker.example", true),
            (nil, "https://evil.example", "sikker.example", true), (nil, "", "sikker.example", true),
            (nil, "file://sikker.example", "sikker.example", true), (nil, "https://sikker.example", nil, true),
            (nil, nil, "sikker.example", false),
        ] as [(String?, String?, String?, Bool)])
    func crossSite(_ fetchSite: String?, _ origin: String?, _ host: String?, _ isForgery: Bool) {
        #expect(CrossSite.isForgery(fetchSite: fetchSite, origin: origin, host: host) == isForgery)
    }
}
