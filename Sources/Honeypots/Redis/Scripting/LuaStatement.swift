/// A statement of a script.
indirect enum LuaStatement: Sendable {
    /// `local name = …`
    case local(String, LuaExpression)
    /// `name = …`
    case assignment(String, LuaExpression, line: Int)
    case expression(LuaExpression)
    case result(LuaExpression)
    case choice([(condition: LuaExpression, body: [LuaStatement])], otherwise: [LuaStatement])
}
