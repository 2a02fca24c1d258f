import IPNetworks
import Testing

@testable import ThreatAPI

@Suite("Places between pages")
struct PagePositionTests {
    static func position(_ generator: inout SeededGenerator) -> PagePosition {
        let number = UInt128.random(in: 0 ... .max, using: &generator)
        let address: IPAddress? =
            switch UInt8.random(in: 0..<3, using: &generator) {
            case 0: nil
            case 1: IPAddress(v4: UInt32(truncatingIfNeeded: number))
            default: IPAddress(v6: number)
            }
        return PagePosition(
            time: VersionTime(microseconds: UInt64.random(in: 0..<1 << 56, using: &generator)), address: address)
    }

    @Test("A token says where it was made, in characters that need no encoding", arguments: 0..<100 as Range<UInt64>)
    func roundTrip(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let position = Self.position(&generator)
        #expect(PagePosition(token: position.token) == position)
        #expect(position.token.allSatisfy { $0.isHexDigit })
    }

    @Test(
        "What is no token is refused",
        arguments: ["", "0", "500", "next", "00000000000000", "zzzzzzzzzzzzzz0000", "0000000000000000000000", "é"])
    func garbage(_ text: String) { #expect(PagePosition(token: text) == nil) }

    @Test("Damage is noticed, nearly always, and never traps", arguments: 0..<20 as Range<UInt64>)
    func damage(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var unnoticed = 0
        for _ in 0..<200 {
            let token = Self.position(&generator).token
            let damaged = String(decoding: Mutation.apply(to: Array(token.utf8), using: &generator), as: UTF8.self)
            if damaged != token, PagePosition(token: damaged) != nil { unnoticed += 1 }
        }
        #expect(unnoticed <= 1)
    }
}
