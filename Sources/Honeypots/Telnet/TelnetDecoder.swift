/// Takes the commands out of a Telnet stream (RFC 854, RFC 855) and the ends of lines apart from what stands behind them.
struct TelnetDecoder: Sendable {
    enum Element: Hashable, Sendable {
        /// A byte for the terminal; every end of line (CR LF, CR NUL, CR, LF) is one LF.
        case key(UInt8)
        case verb(TelnetVerb, TelnetOption)
        case subnegotiation(TelnetOption, [UInt8])
        /// A command without an option.
        case command(UInt8)
    }

    private enum State: Hashable, Sendable {
        case data
        /// A carriage return was passed on; a LF or NUL behind it belongs to it.
        case afterReturn
        case escape
        case verb(TelnetVerb)
        case subnegotiation
        case subnegotiationEscape
    }

    /// Bytes of a subnegotiation that are kept; the rest is passed over.
    static let longestSubnegotiation = 1024

    private var state = State.data
    private var parameters: [UInt8] = []

    /// What the byte completes; nil: nothing yet.
    mutating func decode(_ byte: UInt8) -> Element? {
        switch state {
        case .afterReturn:
            state = .data
            if byte == 0x0a || byte == 0x00 { return nil }
            return decode(byte)
        case .data:
            switch byte {
            case TelnetCommand.escape:
                state = .escape
                return nil
            case 0x0d:
                state = .afterReturn
                return .key(0x0a)
            case 0x00: return nil
            default: return .key(byte)
            }
        case .escape: return decodeCommand(byte)
        case .verb(let verb):
            state = .data
            return .verb(verb, TelnetOption(rawValue: byte))
        case .subnegotiation:
            if byte == TelnetCommand.escape { state = .subnegotiationEscape } else { keep(byte) }
            return nil
        case .subnegotiationEscape:
            if byte == TelnetCommand.escape {
                keep(byte)
                state = .subnegotiation
                return nil
            }
            defer { parameters = [] }
            state = .data
            // Whatever command stands there ends it; one that is no end means itself as well.
            let element = parameters.first.map {
                Element.subnegotiation(TelnetOption(rawValue: $0), Array(parameters.dropFirst()))
            }
            return element ?? (byte == TelnetCommand.subnegotiationEnd ? nil : .command(byte))
        }
    }

    private mutating func decodeCommand(_ byte: UInt8) -> Element? {
        state = .data
        if let verb = TelnetVerb(rawValue: byte) {
            state = .verb(verb)
            return nil
        }
        switch byte {
        case TelnetCommand.escape: return .key(byte)
        case TelnetCommand.subnegotiation:
            state = .subnegotiation
            return nil
        default: return .command(byte)
        }
    }

    private mutating func keep(_ byte: UInt8) {
        if parameters.count <= Self.longestSubnegotiation { parameters.append(byte) }
    }
}
