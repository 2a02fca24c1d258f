/// An option by its number (IANA, "Telnet Options").
struct TelnetOption: RawRepresentable, Hashable, Sendable {
    var rawValue: UInt8

    static let binary = Self(rawValue: 0)
    static let echo = Self(rawValue: 1)
    static let suppressGoAhead = Self(rawValue: 3)
    static let status = Self(rawValue: 5)
    static let terminalType = Self(rawValue: 24)
    static let windowSize = Self(rawValue: 31)
    static let terminalSpeed = Self(rawValue: 32)
    static let flowControl = Self(rawValue: 33)
    static let lineMode = Self(rawValue: 34)
    static let display = Self(rawValue: 35)
    static let oldEnvironment = Self(rawValue: 36)
    static let authentication = Self(rawValue: 37)
    static let encryption = Self(rawValue: 38)
    static let environment = Self(rawValue: 39)

    /// As fingerprints write it.
    var name: String {
        switch self {
        case .binary: "BINARY"
        case .echo: "ECHO"
        case .suppressGoAhead: "SGA"
        case .status: "STATUS"
        case .terminalType: "TTYPE"
        case .windowSize: "NAWS"
        case .terminalSpeed: "TSPEED"
        case .flowControl: "LFLOW"
        case .lineMode: "LINEMODE"
        case .display: "XDISPLOC"
        case .oldEnvironment: "OLD-ENVIRON"
        case .authentication: "AUTHENTICATION"
        case .encryption: "ENCRYPT"
        case .environment: "NEW-ENVIRON"
        default: String(rawValue)
        }
    }
}
