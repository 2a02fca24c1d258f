/// An expression of a script.
indirect enum LuaExpression: Sendable {
    case value(LuaValue)
    case name(String, line: Int)
    case field(LuaExpression, LuaExpression, line: Int)
    case call(LuaExpression, [LuaExpression], line: Int)
    /// `a:b(…)`: a function of the value itself.
    case method(LuaExpression, String, [LuaExpression], line: Int)
    case table(list: [LuaExpression], fields: [String: LuaExpression])
    case unary(String, LuaExpression)
    case binary(String, LuaExpression, LuaExpression)
}
