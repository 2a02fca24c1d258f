/// A line as the terminal driver of Linux collects it for a program (N_TTY in canonical mode, with the settings a new
/// pseudo-terminal has: ECHO, ECHOE, ECHOK, ECHOCTL, ISIG, ICRNL).
struct TerminalLine: Sendable {
    enum Result: Hashable, Sendable {
        case editing
        case line([UInt8])
        case interrupted
        /// ^Z.
        case suspended
        /// ^D on an empty line.
        case endOfInput
        case overflow
    }

    private(set) var line: [UInt8] = []
    private let mostBytes: Int

    init(mostBytes: Int) { self.mostBytes = mostBytes }

    mutating func take(_ byte: UInt8, echoes: Bool, screen: inout [UInt8]) -> Result {
        switch byte {
        case 0x0a, 0x0d:
            // The end of a line is shown even where passwords are typed: the programs print it then.
            if echoes { screen += [0x0d, 0x0a] }
            return end()
        case 0x03, 0x1c:
            if echoes { screen += [UInt8(ascii: "^"), byte ^ 0x40] }
            line = []
            return .interrupted
        case 0x1a:
            if echoes { screen += [UInt8(ascii: "^"), byte ^ 0x40] }
            line = []
            return .suspended
        case 0x04: return line.isEmpty ? .endOfInput : end()
        case 0x7f: erase(&screen, echoes)
        case 0x15: while !line.isEmpty { erase(&screen, echoes) }
        case 0x17:
            while line.last?.isBlank == true { erase(&screen, echoes) }
            while let last = line.last, !last.isBlank { erase(&screen, echoes) }
        default:
            guard line.count < mostBytes else { return .overflow }
            line.append(byte)
            guard echoes else { break }
            if byte < 0x20, byte != 0x09 { screen += [UInt8(ascii: "^"), byte ^ 0x40] } else { screen.append(byte) }
        }
        return .editing
    }

    private mutating func end() -> Result {
        defer { line = [] }
        return .line(line)
    }

    private mutating func erase(_ screen: inout [UInt8], _ echoes: Bool) {
        guard let byte = line.popLast(), echoes else { return }
        // Control characters were shown as two.
        for _ in 0..<(byte < 0x20 ? 2 : 1) { screen += [0x08, 0x20, 0x08] }
    }
}
