import Testing

/// A short run of the fuzz target on every test run; `script/fuzz` does it for as long as one likes.
@Suite("Fuzzing readers")
struct FuzzTests {
    private static let beginnings = [
        "192.0.2.1\n198.51.100.0/24 ; x\n2001:db8::/32\n", "<html>\n", "{\"a\":[]}", "# nothing\n", "0.0.0.0/0\n::/0\n",
        "oops\noops\n192.0.2.1\n", "192.0.2.1\n192.0.2.2", "\u{feff}192.0.2.1\r\n", "192.0.2.1-192.0.2.200\n",
    ].map { Array($0.utf8) }

    @Test("Readers keep their promises", arguments: 0..<20 as Range<UInt64>)
    func readers(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<150 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                bytes += Self.beginnings.randomElement(using: &random) ?? []
                let place = Int.random(in: 0...bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                case 1: bytes.removeSubrange(place...)
                case 2: bytes.insert(contentsOf: [UInt8](repeating: 0x20, count: 600), at: place)
                default: break
                }
            }
            if let broken = ReaderFuzz.violation(in: bytes) { Issue.record("\(broken): \(bytes)") }
        }
    }

    private static let tables = [
        "ip,n\n45.40.0.1,1\n", "\"45.40.0.1\",2\r\n", "# \"ip\"\n", "[\"45.40.0.1\",", "{\"ip\":\"45.40.0.1\"}\n",
        "{\"a\":[{\"ip\":\"45.40.0.2\"}", "]}", "]", "\\u0034", "\"", ",", "45.40.0.3", "null", "{", "[",
    ].map { Array($0.utf8) }

    @Test("Formats keep their promises", arguments: 0..<20 as Range<UInt64>)
    func formats(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                bytes += Self.tables.randomElement(using: &random) ?? []
                let place = Int.random(in: 0...bytes.count, using: &random)
                switch Int.random(in: 0..<6, using: &random) {
                case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                case 1: bytes.removeSubrange(place...)
                case 2: bytes.insert(contentsOf: [UInt8](repeating: 0x61, count: 1200), at: place)
                default: break
                }
            }
            if let broken = FormatFuzz.violation(in: bytes) {
                Issue.record("\(broken): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            }
        }
    }
}
