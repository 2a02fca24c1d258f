/// Words of `bc`, one after the other.
struct BcLexer: Sendable {
    private let text: [UInt8]
    private var position = 0
    private(set) var line = 1

    init(_ text: [UInt8]) { self.text = text }

    private func byte(_ offset: Int = 0) -> UInt8? {
        position + offset < text.count ? text[position + offset] : nil
    }

    mutating func next() throws(BcFault) -> BcToken {
        while let byte = byte() {
            if byte == 0x20 || byte == 0x09 {
                position += 1
            } else if byte == UInt8(ascii: "\\"), self.byte(1) == 0x0a {
                position += 2
                line += 1
            } else if byte == UInt8(ascii: "#") {
                while let byte = self.byte(), byte != 0x0a { position += 1 }
            } else if byte == UInt8(ascii: "/"), self.byte(1) == UInt8(ascii: "*") {
                position += 2
                while self.byte() != nil, self.byte() != UInt8(ascii: "*") || self.byte(1) != UInt8(ascii: "/") {
                    if self.byte() == 0x0a { line += 1 }
                    position += 1
                }
                position += 2
            } else {
                return try token(byte)
            }
        }
        return .end
    }

    private mutating func token(_ byte: UInt8) throws(BcFault) -> BcToken {
        let start = position
        position += 1
        switch byte {
        case 0x0a:
            line += 1
            return .newline
        case UInt8(ascii: "\""):
            while let byte = self.byte(), byte != UInt8(ascii: "\"") {
                if byte == 0x0a { line += 1 }
                position += 1
            }
            position += 1
            return .text(ByteString(text[(start + 1)..<max(start + 1, min(position - 1, text.count))]))
        case UInt8(ascii: "a")...UInt8(ascii: "z"):
            while let byte = self.byte(), byte.isName, byte < 0x41 || byte > 0x5a { position += 1 }
            return .name(ByteString(text[start..<position]))
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "."):
            if byte == UInt8(ascii: "."), self.byte().map({ !$0.isDigit && !(0x41...0x46).contains($0) }) ?? true {
                return .name("last")
            }
            var hasPoint = byte == UInt8(ascii: ".")
            while let byte = self.byte() {
                if byte == UInt8(ascii: "\\"), self.byte(1) == 0x0a {
                    position += 2
                    line += 1
                } else if byte.isDigit || (0x41...0x46).contains(byte) || byte == UInt8(ascii: ".") && !hasPoint {
                    if byte == UInt8(ascii: ".") { hasPoint = true }
                    position += 1
                } else {
                    break
                }
            }
            return .number(ByteString(text[start..<position].filter { $0 != UInt8(ascii: "\\") && $0 != 0x0a }))
        default:
            let two = ByteString(text[start..<min(start + 2, text.count)])
            if ["==", "!=", "<=", ">=", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "%=", "^="].contains(two) {
                position += 1
                return .sign(two)
            }
            guard "+-*/%^=<>!(){}[];,".utf8.contains(byte) else { throw .illegal(byte, line: line) }
            return .sign(ByteString([byte]))
        }
    }
}
