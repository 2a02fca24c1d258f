/// A word of a script.
enum LuaToken: Equatable, Sendable {
    case name(String)
    case keyword(String)
    case number(Double)
    case string([UInt8])
    case symbol(String)
    case end

    /// As error messages show it.
    var shown: String {
        switch self {
        case .name(let text), .keyword(let text), .symbol(let text): text
        case .number(let number): LuaValue.text(of: number)
        case .string(let bytes): String(decoding: bytes.prefix(64), as: UTF8.self)
        case .end: "<eof>"
        }
    }
}
