/// Reads the payloads of RESTORE. Hostile: nothing is believed that the bytes do not hold.
struct RedisDumpReader {
    private var rest: ArraySlice<UInt8>

    private static let badChecksum = RedisFault("ERR DUMP payload version or checksum are wrong")
    private static let badFormat = RedisFault("ERR Bad data format")

    /// The value in a payload that a server of this release would accept.
    static func value(of payload: [UInt8], release: RedisRelease) throws(RedisFault) -> RedisValue {
        guard payload.count >= 10 else { throw badChecksum }
        let body = payload.dropLast(10)
        let version = UInt16(payload[body.endIndex]) | UInt16(payload[body.endIndex + 1]) << 8
        let sum = payload.suffix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard version <= UInt16(release.dumpVersion), sum == CRC64.checksum(of: payload.dropLast(8)) else {
            throw badChecksum
        }
        var reader = RedisDumpReader(rest: body)
        guard let value = reader.takeValue() else { throw badFormat }
        return value
    }

    private mutating func takeValue() -> RedisValue? {
        guard let type = rest.popFirst() else { return nil }
        switch type {
        case 0: return takeString().map(RedisValue.string)
        case 1:
            var list = RedisList()
            let isWhole = takeElements { reader in
                guard let element = reader.takeString() else { return false }
                list.push(element, at: .right)
                return true
            }
            return isWhole ? .list(list) : nil
        case 2:
            var set = RedisSet()
            let isWhole = takeElements { reader in reader.takeString().map { set.insert($0) } ?? false }
            return isWhole ? .set(set) : nil
        case 4:
            var hash = RedisHash()
            let isWhole = takeElements { reader in
                guard let field = reader.takeString(), let value = reader.takeString() else { return false }
                hash[field] = value
                return true
            }
            return isWhole ? .hash(hash) : nil
        case 5:
            var elements: [RedisSortedSet.Element] = []
            let isWhole = takeElements { reader in
                guard let member = reader.takeString(), let bits = reader.takeLittle(8) else { return false }
                let score = Double(bitPattern: bits)
                guard !score.isNaN else { return false }
                elements.append(RedisSortedSet.Element(member: member, score: score))
                return true
            }
            return isWhole ? RedisSortedSet(elements).map(RedisValue.sortedSet) : nil
        default: return nil
        }
    }

    /// A count and so many elements; an empty collection is refused, as nothing may be stored under its key.
    private mutating func takeElements(_ takeElement: (inout RedisDumpReader) -> Bool) -> Bool {
        guard case .plain(let count)? = takeLength(), count > 0, count <= rest.count else { return false }
        for _ in 0..<count {
            guard takeElement(&self) else { return false }
        }
        return true
    }

    private enum Length {
        case plain(Int)
        /// A string in a form of its own: the six bits tell which.
        case encoded(UInt8)
    }

    private mutating func takeLength() -> Length? {
        guard let first = rest.popFirst() else { return nil }
        switch first >> 6 {
        case 0: return .plain(Int(first))
        case 1: return rest.popFirst().map { .plain(Int(first & 0x3f) << 8 | Int($0)) }
        case 2:
            let width = first == 0x81 ? 8 : 4
            guard first == 0x80 || first == 0x81, rest.count >= width else { return nil }
            let value = rest.prefix(width).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            rest = rest.dropFirst(width)
            return Int(exactly: value).map(Length.plain)
        default: return .encoded(first & 0x3f)
        }
    }

    private mutating func takeString() -> [UInt8]? {
        switch takeLength() {
        case .plain(let count):
            guard count <= rest.count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        case .encoded(0): return takeLittle(1).map { Self.text(Int8(truncatingIfNeeded: $0)) }
        case .encoded(1): return takeLittle(2).map { Self.text(Int16(truncatingIfNeeded: $0)) }
        case .encoded(2): return takeLittle(4).map { Self.text(Int32(truncatingIfNeeded: $0)) }
        case .encoded(3):
            guard case .plain(let packed)? = takeLength(), case .plain(let size)? = takeLength(), packed <= rest.count
            else { return nil }
            defer { rest = rest.dropFirst(packed) }
            return LZF.unpacked(rest.prefix(packed), size: size)
        case .encoded, nil: return nil
        }
    }

    private static func text(_ number: some BinaryInteger) -> [UInt8] { Array(String(number).utf8) }

    private mutating func takeLittle(_ count: Int) -> UInt64? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
}
