/// A table as far as short scripts use them: a list, and values by name.
struct LuaTable: Equatable, Sendable {
    var list: [LuaValue] = []
    var fields: [String: LuaValue] = [:]
}
