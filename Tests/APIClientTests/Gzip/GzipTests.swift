import TestServers
import Testing

@testable import APIClient

@Suite struct GzipTests {
    @Test(arguments: [0, 1, 100, 65_535, 65_536, 1_000_000])
    func readsBack(size: Int) throws {
        var generator = SystemRandomNumberGenerator()
        let random = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let regular = (0..<size).map { UInt8(truncatingIfNeeded: $0 / 7) }
        for bytes in [random, regular] {
            let compressed = try #require(Gzip.compress(bytes))
            #expect(compressed.prefix(2) == [0x1f, 0x8b])
            #expect(Gunzip.inflate(compressed) == bytes)
        }
    }

    @Test func linesThatLookAlikeShrinkFarBelowATenth() throws {
        let lines = (0..<500).map {
            "{\"session\":\"0190\($0)\",\"kind\":\"command\",\"fields\":{\"command\":\"uname -a\"}}\n"
        }
        let bytes = Array(lines.joined().utf8)
        let compressed = try #require(Gzip.compress(bytes))
        #expect(compressed.count * 10 < bytes.count)
    }
}
