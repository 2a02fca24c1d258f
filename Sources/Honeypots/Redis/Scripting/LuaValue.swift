/// What the expressions of a script are worth.
indirect enum LuaValue: Equatable, Sendable {
    case none
    case boolean(Bool)
    case number(Double)
    case string([UInt8])
    case table(LuaTable)
    case function(LuaFunction)
    /// What `io.popen` gave: the output that can still be read from it.
    case file([UInt8])

    /// All but nil and false.
    var isTrue: Bool { self != .none && self != .boolean(false) }

    var typeName: String {
        switch self {
        case .none: "nil"
        case .boolean: "boolean"
        case .number: "number"
        case .string: "string"
        case .table: "table"
        case .function: "function"
        case .file: "userdata"
        }
    }

    /// The text of a string or a number; nil for everything else.
    var text: [UInt8]? {
        switch self {
        case .string(let bytes): bytes
        case .number(let number): Array(Self.text(of: number).utf8)
        case .none, .boolean, .table, .function, .file: nil
        }
    }

    /// The number, or what a string spells.
    var number: Double? {
        switch self {
        case .number(let number): number
        case .string(let bytes): RedisNumber.double(bytes)
        case .none, .boolean, .table, .function, .file: nil
        }
    }

    /// As `%.14g` writes it, near enough for the numbers of scripts.
    static func text(of number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
    }
}
