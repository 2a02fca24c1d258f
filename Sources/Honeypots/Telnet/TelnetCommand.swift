/// The bytes behind IAC (RFC 854, "TELNET COMMANDS").
enum TelnetCommand {
    static let subnegotiationEnd: UInt8 = 240
    static let noOperation: UInt8 = 241
    static let dataMark: UInt8 = 242
    static let breakKey: UInt8 = 243
    static let interruptProcess: UInt8 = 244
    static let abortOutput: UInt8 = 245
    static let areYouThere: UInt8 = 246
    static let eraseCharacter: UInt8 = 247
    static let eraseLine: UInt8 = 248
    static let goAhead: UInt8 = 249
    static let subnegotiation: UInt8 = 250
    /// Interpret as command: begins each of them; doubled it is a byte of data.
    static let escape: UInt8 = 255
}

/// WILL, WONT, DO and DONT.
enum TelnetVerb: UInt8, Hashable, Sendable {
    case will = 251
    case wont = 252
    case `do` = 253
    case dont = 254

    var name: String {
        switch self {
        case .will: "WILL"
        case .wont: "WONT"
        case .do: "DO"
        case .dont: "DONT"
        }
    }
}
