import Honeypots

/// Damages bytes as a fuzzer does: flips, cuts, repeats, splices, and plants values that parsers stumble over.
enum ByteMutation {
    private static let nasty: [[UInt8]] = [
        [0x00], [0xff], [0x7f], [0x80], [0xff, 0xff, 0xff, 0xff], [0x7f, 0xff, 0xff, 0xff], [0x0d, 0x0a], [0x0a],
        [0x0d, 0x00],
        Array("-1".utf8), Array("4294967296".utf8), Array("9223372036854775808".utf8),
        Array("99999999999999999999".utf8),
        Array("%s%n".utf8), Array("\"".utf8), Array("'".utf8), Array("\\".utf8), Array("$(".utf8), Array("`".utf8),
        Array("${".utf8), Array("((".utf8), Array("<<E".utf8), Array("*".utf8), Array(" ".utf8), Array(";".utf8),
        [0xc3, 0x28], [0xf0, 0x9f, 0x92], [0xff, 0xfa], [0xff, 0xf0], [0xff, 0xfb, 0x27], [0x1b, 0x5b, 0x41], [0x03],
        [0x04],
    ]

    /// `bytes` with one to six damages; `other` is where splices come from.
    static func mutate(_ bytes: [UInt8], with other: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<generator.number(in: 1...6) {
            let at = generator.below(bytes.count + 1)
            let end = min(bytes.count, at + generator.below(generator.pick(2, 9, 200)))
            switch generator.below(8) {
            case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8(generator.below(8))
            case 1 where at < bytes.count: bytes[at] = UInt8(generator.below(256))
            case 2: bytes.removeSubrange(at..<end)
            case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
            case 4: bytes.insert(contentsOf: nasty[generator.below(nasty.count)], at: at)
            case 5: bytes.replaceSubrange(at..<end, with: nasty[generator.below(nasty.count)])
            case 6 where !other.isEmpty:
                let from = generator.below(other.count)
                bytes.insert(contentsOf: other[from...].prefix(generator.below(300)), at: at)
            case 7:
                let byte = UInt8(generator.below(256))
                bytes.insert(contentsOf: [UInt8](repeating: byte, count: generator.pick(3, 70, 1500)), at: at)
            default: bytes.append(UInt8(generator.below(256)))
            }
        }
        return bytes
    }
}
