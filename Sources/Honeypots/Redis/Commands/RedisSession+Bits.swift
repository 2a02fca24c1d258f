/// Strings as rows of bits.
extension RedisSession {
    /// Largest bit that a string of the longest allowed size has.
    private static let mostBits = RedisRequestParser.longestBulk * 8

    private func bitOffset(_ text: [UInt8]) throws(RedisFault) -> Int {
        guard let offset = RedisNumber.integer(text), offset >= 0, offset < Self.mostBits else {
            throw RedisFault("ERR bit offset is not an integer or out of range")
        }
        return Int(offset)
    }

    mutating func setBit(_ arguments: [[UInt8]]) throws(RedisFault) {
        let offset = try bitOffset(arguments[2])
        guard arguments[3] == [UInt8(ascii: "0")] || arguments[3] == [UInt8(ascii: "1")] else {
            throw RedisFault("ERR bit is not an integer or out of range")
        }
        var value = try string(arguments[1]) ?? []
        let index = offset / 8
        if value.count <= index {
            try demandRoom(for: index + 1 - value.count)
            value += Array(repeating: 0, count: index + 1 - value.count)
        }
        let mask = UInt8(0x80) >> UInt8(offset % 8)
        let old = value[index] & mask != 0
        if arguments[3] == [UInt8(ascii: "1")] { value[index] |= mask } else { value[index] &= ~mask }
        set(arguments[1], to: .string(value), keepingExpiry: true)
        reply.integer(old ? 1 : 0)
    }

    mutating func getBit(_ arguments: [[UInt8]]) throws(RedisFault) {
        let offset = try bitOffset(arguments[2])
        let value = try string(arguments[1]) ?? []
        let index = offset / 8
        let isSet = index < value.count && value[index] & (UInt8(0x80) >> UInt8(offset % 8)) != 0
        reply.integer(isSet ? 1 : 0)
    }

    mutating func countBits(_ arguments: [[UInt8]]) throws(RedisFault) {
        // A key that is not there is answered before anything else is read.
        guard let value = try string(arguments[1]) else { return reply.integer(0) }
        if arguments.count == 2 { return reply.integer(Self.countBits(value[...])) }
        guard arguments.count == 4 || arguments.count == 5 && release >= .v7_0 else { throw .syntax }
        guard let start = RedisNumber.integer(arguments[2]), let end = RedisNumber.integer(arguments[3]) else {
            throw .notInteger
        }
        let isByBit = arguments.count == 5 && RedisText.matches(arguments[4], "bit")
        guard arguments.count == 4 || isByBit || RedisText.matches(arguments[4], "byte") else { throw .syntax }
        guard !(start < 0 && end < 0 && start > end) else { return reply.integer(0) }
        let range = RedisRange.resolve(
            start, end, count: isByBit ? value.count * 8 : value.count, emptyAtLeast: true)
        guard !range.isEmpty else { return reply.integer(0) }
        guard isByBit else { return reply.integer(Self.countBits(value[range])) }
        let bytes = range.lowerBound / 8..<(range.upperBound + 7) / 8
        let before = value[bytes.lowerBound] & ~(UInt8.max >> UInt8(range.lowerBound % 8))
        let unused = UInt8(bytes.upperBound * 8 - range.upperBound)
        let after = value[bytes.upperBound - 1] & ~(UInt8.max << unused)
        reply.integer(Self.countBits(value[bytes]) - before.nonzeroBitCount - after.nonzeroBitCount)
    }

    private static func countBits(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 + $1.nonzeroBitCount } }
}
