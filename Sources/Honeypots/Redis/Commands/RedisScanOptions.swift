/// The arguments of SCAN, HSCAN, SSCAN and ZSCAN.
struct RedisScanOptions: Sendable {
    let cursor: UInt64
    private(set) var count = 10
    private(set) var type: String?
    private var glob: RedisPattern?

    /// Most places one page looks at.
    private static let largestPage: Int64 = 1_000_000

    /// Bytes of a pattern that are looked at.
    private static let longestPattern = 256

    init(_ arguments: [[UInt8]], from start: Int, cursor: [UInt8], knowsType: Bool) throws(RedisFault) {
        guard let number = UInt64(String(decoding: cursor, as: UTF8.self)), cursor.first != UInt8(ascii: "+") else {
            throw .invalidCursor
        }
        self.cursor = number
        var index = start
        while index < arguments.count {
            guard index + 1 < arguments.count else { throw .syntax }
            let value = arguments[index + 1]
            switch String(decoding: RedisText.lowercased(arguments[index].prefix(16)), as: UTF8.self) {
            case "count":
                guard let number = RedisNumber.integer(value) else { throw .notInteger }
                guard number >= 1 else { throw .syntax }
                count = Int(min(number, Self.largestPage))
            case "match": glob = RedisPattern(Array(value.prefix(Self.longestPattern)))
            case "type" where knowsType: type = String(decoding: RedisText.lowercased(value.prefix(16)), as: UTF8.self)
            default: throw .syntax
            }
            index += 2
        }
    }

    func admits(_ key: [UInt8]) -> Bool { glob?.matches(key) ?? true }
}
