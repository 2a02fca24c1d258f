import Testing

@testable import ThreatAPI

@Suite("Entity tags")
struct EntityTagTests {
    static let tag = EntityTag(digest: (0..<32).map { UInt8($0) })

    @Test("32 digits")
    func text() {
        #expect(Self.tag.text == "000102030405060708090a0b0c0d0e0f")
        #expect(EntityTag(digest: [UInt8](repeating: 0, count: 32)).text == String(repeating: "0", count: 32))
    }

    @Test(
        "If-None-Match is a list, compared weakly",
        arguments: [
            ("\"000102030405060708090a0b0c0d0e0f\"", true), ("W/\"000102030405060708090a0b0c0d0e0f\"", true),
            ("\"000102030405060708090a0b0c0d0e0f-gzip\"", true), ("*", true), (" * ", true),
            ("\"x\" , \"000102030405060708090a0b0c0d0e0f\"", true), ("000102030405060708090a0b0c0d0e0f", false),
            ("\"000102030405060708090a0b0c0d0e0\"", false), ("", false), (",,", false), ("\"", false), ("W/", false),
            ("\"\"", false), ("\"-gzip\"", false), ("\"000102030405060708090a0b0c0d0e0f-zstd\"", true),
            ("\"000102030405060708090a0b0c0d0e0f-br\"", false),
            ("\"000102030405060708090a0b0c0d0e0f-gzip-zstd\"", false),
        ])
    func matching(_ field: String, _ expected: Bool) { #expect(Self.tag.matches(field) == expected) }
}
