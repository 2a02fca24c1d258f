import Testing

@testable import ThreatAPI

@Suite("Accept-Encoding")
struct ContentNegotiationTests {
    @Test(
        "The most welcome coding is chosen",
        arguments: [
            (nil, ContentCoding.identity), ("", .identity), ("br", .identity), ("gzip", .gzip), ("x-gzip", .gzip),
            ("GZip", .gzip), ("zstd", .zstd), ("gzip, deflate, br, zstd", .zstd), ("gzip;q=1.0, zstd;q=0.9", .gzip),
            ("gzip;q=0.1", .gzip), ("gzip;q=0", .identity), ("gzip; q=0.000, identity", .identity), ("*", .zstd),
            ("zstd;q=0, *;q=0.5", .gzip), ("*;q=0", .identity), ("identity;q=0", .identity),
            ("identity;q=1, gzip;q=0.5", .identity), ("identity;q=0.5, gzip;q=0.501", .gzip), ("gzip;q=x", .identity),
            ("gzip;q=", .identity), (" zstd ;  q=0.3 ,\tgzip;q=0.2", .zstd), (",,gzip,,", .gzip),
            ("gzip;level=9", .gzip),
            ("gzip;q=0.5;q=0", .gzip), (";q=1", .identity), ("gzip;q=2", .identity), ("zstdx, xgzip", .identity),
        ] as [(String?, ContentCoding)])
    func choice(_ field: String?, _ expected: ContentCoding) {
        let bytes = field.map { Array($0.utf8) }
        let coding = bytes.map { bytes in bytes.withUnsafeBytes { ContentNegotiation.coding($0) } }
        #expect(coding ?? ContentNegotiation.coding(nil) == expected)
    }

    @Test("No bytes trap")
    func hostile() {
        var generator = SeededGenerator(seed: 1)
        let pieces = ["gzip", "zstd", "*", ";", "q=", "0.", "1", ",", " ", "\t", "\u{0}", "é", "identity", "="]
        for _ in 0..<3000 {
            let field = (0..<12).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            _ = Array(field.utf8).withUnsafeBytes { ContentNegotiation.coding($0) }
        }
    }
}
