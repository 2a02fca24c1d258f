/// Tells characters from controls in what is sent to a terminal (ECMA-48 §5, and xterm's strings). Bytes in UTF-8.
struct ControlParser: Sendable {
    enum Element: Equatable {
        case character(Character)
        /// A byte below 0x20.
        case control(UInt8)
        /// `ESC [ … final`
        case sequence(Sequence)
        /// `ESC final`
        case escape(UInt8)
    }

    struct Sequence: Equatable {
        var parameters: [Int] = []
        /// Begins with `?` or another mark of private use.
        var isPrivate = false
        var final: UInt8 = 0

        /// 0 where none is given.
        func parameter(_ index: Int) -> Int { parameters.indices.contains(index) ? parameters[index] : 0 }
    }

    private enum State {
        case text
        case escape
        /// Between ESC and a final byte, as in `ESC ( B`.
        case intermediate
        case sequence(Sequence)
        /// A title, a clipboard's contents and the like: ended by BEL or ESC \.
        case string
        case stringEscape
    }

    /// Numbers a sequence may have.
    private static let mostParameters = 16
    private static let largestNumber = 100_000

    private var state = State.text
    /// A character of several bytes, as far as it has come.
    private var unfinished: [UInt8] = []

    /// The element that this byte completes.
    mutating func take(_ byte: UInt8) -> Element? {
        switch state {
        case .text: return takeText(byte)
        case .escape: return takeEscape(byte)
        case .intermediate:
            if byte < 0x20 || byte >= 0x30 { state = .text }
            return nil
        case .sequence(let sequence): return takeSequence(byte, sequence)
        case .string:
            if byte == 0x07 { state = .text }
            if byte == 0x1b { state = .stringEscape }
            return nil
        case .stringEscape:
            state = byte == UInt8(ascii: "\\") ? .text : .string
            return nil
        }
    }

    private mutating func takeText(_ byte: UInt8) -> Element? {
        if !unfinished.isEmpty, byte & 0xc0 == 0x80 {
            unfinished.append(byte)
            guard unfinished.count >= Self.length(unfinished[0]) else { return nil }
            let text = String(decoding: unfinished, as: UTF8.self)
            unfinished = []
            // The second set of controls, which some terminals obey even when they come in UTF-8.
            if let scalar = text.unicodeScalars.first, (0x80..<0xa0).contains(scalar.value) { return nil }
            return text.first.map { .character($0) }
        }
        unfinished = []
        switch byte {
        case 0x1b:
            state = .escape
            return nil
        case 0..<0x20: return .control(byte)
        case 0x7f: return nil
        case 0x20..<0x7f: return .character(Character(Unicode.Scalar(byte)))
        case 0xc2..<0xf5:
            unfinished = [byte]
            return nil
        default: return .character("\u{fffd}")
        }
    }

    private static func length(_ first: UInt8) -> Int { first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4 }

    private mutating func takeEscape(_ byte: UInt8) -> Element? {
        switch byte {
        case UInt8(ascii: "["): state = .sequence(Sequence())
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            state = .string
        case 0x1b: break
        case 0x20..<0x30: state = .intermediate
        case 0x30..<0x7f:
            state = .text
            return .escape(byte)
        default: state = .text
        }
        return nil
    }

    private mutating func takeSequence(_ byte: UInt8, _ begun: Sequence) -> Element? {
        var sequence = begun
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            if sequence.parameters.isEmpty { sequence.parameters = [0] }
            let last = sequence.parameters.count - 1
            let number = sequence.parameters[last] * 10 + Int(byte - UInt8(ascii: "0"))
            sequence.parameters[last] = min(number, Self.largestNumber)
        case UInt8(ascii: ";"), UInt8(ascii: ":"):
            if sequence.parameters.isEmpty { sequence.parameters = [0] }
            if sequence.parameters.count < Self.mostParameters { sequence.parameters.append(0) }
        case 0x3c..<0x40: sequence.isPrivate = true
        case 0x20..<0x30: break
        case 0x40..<0x7f:
            state = .text
            sequence.final = byte
            return .sequence(sequence)
        case 0x1b:
            state = .escape
            return nil
        case 0..<0x20:
            // Controls work in the middle of a sequence too.
            return .control(byte)
        default:
            state = .text
            return nil
        }
        state = .sequence(sequence)
        return nil
    }
}
