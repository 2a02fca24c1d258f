/// What a request asks for, as a server looks it up: the escapes of the path undone, its dots walked.
struct HTTPTarget: Hashable, Sendable {
    /// Begins with "/"; bytes that are no UTF-8 are replaced. Only looked up, never recorded.
    let path: String
    /// What follows the first "?", still escaped.
    let query: ArraySlice<UInt8>
    /// The host of an absolute-form target (RFC 9112 §3.2.2), which stands above the Host field.
    let authority: ArraySlice<UInt8>?

    /// The target leads above the root, holds a broken escape or NUL, or is no path at all.
    init(_ target: ArraySlice<UInt8>) throws(HTTPFault) {
        var rest = target
        if rest.first != 0x2f {
            guard let host = Self.takeAuthority(&rest) else { throw .line }
            authority = host
        } else {
            authority = nil
        }
        // A fragment has no business in a request; servers that meet one ignore it.
        let plain = rest.prefix { $0 != 0x3f && $0 != 0x23 }
        query = rest[plain.endIndex...].first == 0x3f ? rest[(plain.endIndex + 1)...] : rest[rest.endIndex...]
        var decoded: [UInt8] = []
        decoded.reserveCapacity(plain.count)
        var index = plain.startIndex
        while index < plain.endIndex {
            guard plain[index] == 0x25 else {
                decoded.append(plain[index])
                index += 1
                continue
            }
            guard index + 2 < plain.endIndex, let high = ASCII.hexadecimalValue(plain[index + 1]),
                let low = ASCII.hexadecimalValue(plain[index + 2]), high << 4 | low != 0
            else { throw .target }
            decoded.append(high << 4 | low)
            index += 3
        }
        path = try Self.walked(decoded)
    }

    /// Without "." and "..", and with one slash where there were several.
    private static func walked(_ path: [UInt8]) throws(HTTPFault) -> String {
        var parts: [ArraySlice<UInt8>] = []
        let pieces = path.split(separator: 0x2f)
        for piece in pieces {
            if piece.elementsEqual(".".utf8) { continue }
            if piece.elementsEqual("..".utf8) {
                guard parts.popLast() != nil else { throw .target }
            } else {
                parts.append(piece)
            }
        }
        var text = parts.map { "/" + String(decoding: $0, as: UTF8.self) }.joined()
        if text.isEmpty || path.last == 0x2f { text += "/" }
        return text
    }

    /// Takes "scheme://host" off the front.
    private static func takeAuthority(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let scheme = rest.prefix { ASCII.isLetter($0) }
        guard !scheme.isEmpty, rest[scheme.endIndex...].starts(with: "://".utf8) else { return nil }
        let host = rest[(scheme.endIndex + 3)...].prefix { $0 != 0x2f && $0 != 0x3f }
        rest = rest[host.endIndex...]
        if rest.first != 0x2f { rest = ArraySlice([0x2f] + rest) }
        return host
    }
}
