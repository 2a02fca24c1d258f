extension LuaValue {
    /// What a script gets for a reply of the older protocol: null is false, a status and an error are tables.
    init(reply: [UInt8]) {
        var rest = reply[...]
        self = Self.take(&rest, depth: 0)
    }

    /// How deep replies are nested.
    private static let deepest = 8

    private static func take(_ rest: inout ArraySlice<UInt8>, depth: Int) -> LuaValue {
        guard depth < deepest, let mark = rest.popFirst() else { return .none }
        let line = Array(rest.prefix { $0 != 0x0d })
        rest = rest.dropFirst(line.count + 2)
        switch mark {
        case UInt8(ascii: "+"): return .table(LuaTable(fields: ["ok": .string(line)]))
        case UInt8(ascii: "-"): return .table(LuaTable(fields: ["err": .string(line)]))
        case UInt8(ascii: ":"): return .number(Double(RedisNumber.integer(line) ?? 0))
        case UInt8(ascii: "$"):
            guard let count = RedisNumber.integer(line), count >= 0 else { return .boolean(false) }
            defer { rest = rest.dropFirst(Int(count) + 2) }
            return .string(Array(rest.prefix(Int(count))))
        case UInt8(ascii: "*"):
            guard let count = RedisNumber.integer(line), count >= 0 else { return .boolean(false) }
            return .table(LuaTable(list: (0..<count).map { _ in take(&rest, depth: depth + 1) }))
        default: return .none
        }
    }
}
