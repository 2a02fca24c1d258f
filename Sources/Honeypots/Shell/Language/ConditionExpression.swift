/// What stands between `[[` and `]]`.
indirect enum ConditionExpression: Hashable, Sendable {
    case unary(UInt8, ShellWord)
    case binary(ShellWord, ByteString, ShellWord)
    case word(ShellWord)
    case not(Self)
    case and(Self, Self)
    case or(Self, Self)
}
