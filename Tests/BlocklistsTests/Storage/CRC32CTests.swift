import Testing

@testable import Blocklists

struct CRC32CTests {
    /// RFC 3720 appendix B.4.
    static let vectors: [([UInt8], UInt32)] = [
        ([UInt8](repeating: 0, count: 32), 0x8a91_36aa), ([UInt8](repeating: 0xff, count: 32), 0x62a8_ab43),
        (Array(0..<32), 0x46dd_794e), (Array((0..<32).reversed()), 0x113f_db5c), (Array("123456789".utf8), 0xe306_9283),
        ([], 0),
    ]

    @Test(arguments: vectors)
    func isTheOneOfTheStandard(_ bytes: [UInt8], _ expected: UInt32) {
        #expect(CRC32C.of(bytes.span) == expected)
    }

    @Test func piecesMakeTheWhole() {
        let bytes = (0..<200).map { UInt8(truncatingIfNeeded: $0 * 37) }
        for cut in bytes.indices {
            var checksum = CRC32C()
            checksum.update(bytes.span.extracting(..<cut))
            checksum.update(bytes.span.extracting(cut...))
            #expect(checksum.value == CRC32C.of(bytes.span))
        }
    }
}
