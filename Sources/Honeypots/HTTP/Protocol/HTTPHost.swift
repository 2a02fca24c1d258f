/// The name and port a client believes it is talking to.
struct HTTPHost: Hashable, Sendable {
    let name: String
    let port: UInt16?

    /// "name", "name:port" or "[v6]:port" (RFC 9110 §7.2); nil when it cannot be a host.
    init?(_ text: ArraySlice<UInt8>) {
        let literal = text.first == 0x5b
        guard text.count <= Self.mostBytes,
            let end = literal ? text.firstIndex(of: 0x5d).map({ $0 + 1 }) : text.firstIndex(of: 0x3a) ?? text.endIndex
        else { return nil }
        let name = text[..<end]
        guard name.allSatisfy({ Self.isAllowed($0, inLiteral: literal) }) else { return nil }
        self.name = String(decoding: ASCII.lowercased(name), as: UTF8.self)
        let rest = text[end...]
        if rest.isEmpty || rest.elementsEqual([0x3a]) {
            port = nil
        } else {
            guard rest.first == 0x3a, rest.dropFirst().allSatisfy(ASCII.isDigit),
                let number = UInt16(String(decoding: rest.dropFirst(), as: UTF8.self))
            else { return nil }
            port = number
        }
    }

    private static let mostBytes = 1024

    private static func isAllowed(_ byte: UInt8, inLiteral: Bool) -> Bool {
        if ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == 0x2d || byte == 0x2e || byte == 0x5f { return true }
        return inLiteral && (byte == 0x3a || byte == 0x5b || byte == 0x5d)
    }
}
