import Testing

@testable import Netlink

@Suite struct BPFAssemblerTests {
    private enum Place: Hashable { case end, start, nowhere }

    private func bytes(_ assembler: BPFAssembler<Place>) throws -> [[UInt8]] {
        try #require(assembler.assembled()).map { instruction in withUnsafeBytes(of: instruction) { Array($0) } }
    }

    /// As clang writes the same (`llvm-objdump -d`).
    @Test func instructionsAreAsTheKernelTakesThem() throws {
        var assembler = BPFAssembler<Place>()
        assembler.move(.kept6, .first)
        assembler.move(.result, -2)
        assembler.apply(.add, .kept7, 14)
        assembler.apply(.shiftRight, .third, .kept6)
        assembler.fromNetwork16(.kept9)
        assembler.load(.half, .third, from: .kept7, 12)
        assembler.load(.double, .third, from: .kept8, 16)
        assembler.store(.word, .fourth, at: .frame, -24)
        assembler.store(.byte, value: 7, at: .frame, -20)
        assembler.addAtomically(.third, at: .result, 8)
        assembler.call(.mapLookUp)
        assembler.exit(2)
        #expect(
            try bytes(assembler) == [
                [0xbf, 0x16, 0, 0, 0, 0, 0, 0],
                [0xb7, 0x00, 0, 0, 0xfe, 0xff, 0xff, 0xff],
                [0x07, 0x07, 0, 0, 14, 0, 0, 0],
                [0x7f, 0x63, 0, 0, 0, 0, 0, 0],
                [0xdc, 0x09, 0, 0, 16, 0, 0, 0],
                [0x69, 0x73, 12, 0, 0, 0, 0, 0],
                [0x79, 0x83, 16, 0, 0, 0, 0, 0],
                [0x63, 0x4a, 0xe8, 0xff, 0, 0, 0, 0],
                [0x72, 0x0a, 0xec, 0xff, 7, 0, 0, 0],
                [0xdb, 0x30, 8, 0, 0, 0, 0, 0],
                [0x85, 0x00, 0, 0, 1, 0, 0, 0],
                [0xb7, 0x00, 0, 0, 2, 0, 0, 0],
                [0x95, 0x00, 0, 0, 0, 0, 0, 0],
            ])
    }

    @Test func jumpsLeadToTheirPlaces() throws {
        var assembler = BPFAssembler<Place>()
        assembler.mark(.start)
        assembler.jump(to: .end, if: .second, .greater, .kept8)
        assembler.jump(to: .start, if: .third, .notEqual, 0x10)
        assembler.jump(to: .end)
        assembler.mark(.end)
        assembler.exit(1)
        #expect(
            try bytes(assembler).prefix(3) == [
                [0x2d, 0x82, 2, 0, 0, 0, 0, 0],
                [0x55, 0x03, 0xfe, 0xff, 0x10, 0, 0, 0],
                [0x05, 0x00, 0, 0, 0, 0, 0, 0],
            ])
        assembler.jump(to: .nowhere)
        #expect(assembler.assembled() == nil)
    }
}
