/// A reply of either version of the protocol, read back: what tests compare.
indirect enum RESPReply: Hashable, Sendable, CustomStringConvertible {
    /// Everything that is one line: its mark and its text.
    case line(UInt8, [UInt8])
    /// A bulk or verbatim string; nil for the null of RESP2.
    case bulk(UInt8, [UInt8]?)
    /// An array, set, push or map (whose pairs stand one behind the other); nil for the null array of RESP2.
    case list(UInt8, [RESPReply]?)

    /// Takes one reply from the front; nil while it is not complete.
    static func take(_ rest: inout ArraySlice<UInt8>) -> RESPReply? {
        var ahead = rest
        guard let reply = parse(&ahead) else { return nil }
        rest = ahead
        return reply
    }

    private static func parse(_ rest: inout ArraySlice<UInt8>) -> RESPReply? {
        guard let mark = rest.first, let end = rest.firstIndex(of: 0x0a) else { return nil }
        let line = Array(rest[(rest.startIndex + 1)..<(end - 1)])
        rest = rest[(end + 1)...]
        let number = Int(String(decoding: line, as: UTF8.self)) ?? 0
        switch mark {
        case UInt8(ascii: "$"), UInt8(ascii: "="):
            guard number >= 0 else { return .bulk(mark, nil) }
            guard rest.count >= number + 2 else { return nil }
            defer { rest = rest.dropFirst(number + 2) }
            return .bulk(mark, Array(rest.prefix(number)))
        case UInt8(ascii: "*"), UInt8(ascii: "~"), UInt8(ascii: ">"), UInt8(ascii: "%"):
            guard number >= 0 else { return .list(mark, nil) }
            var elements: [RESPReply] = []
            for _ in 0..<(mark == UInt8(ascii: "%") ? 2 * number : number) {
                guard let element = parse(&rest) else { return nil }
                elements.append(element)
            }
            return .list(mark, elements)
        default: return .line(mark, line)
        }
    }

    /// The same with everything taken out that may differ from run to run.
    func masked(_ mask: Mask) -> RESPReply {
        switch (mask, self) {
        case (.exact, _): return self
        case (.shape, .line(let mark, _)): return .line(mark, [])
        case (.shape, .bulk(let mark, let bytes)): return .bulk(mark, bytes.map { _ in [] })
        case (.shape, .list(let mark, let elements)): return .list(mark, elements.map { _ in [] })
        case (.unordered, .list(let mark, let elements)):
            let inner = elements?.map { $0.masked(.unordered) }
            return .list(mark, inner?.sorted { $0.description < $1.description })
        case (.unordered, _): return self
        }
    }

    enum Mask: Hashable, Sendable {
        case exact
        /// The elements of lists come in no order.
        case unordered
        /// Only the kind of the reply counts.
        case shape
    }

    var description: String {
        switch self {
        case .line(let mark, let text): ReplayEscapes.text(of: [mark] + text)
        case .bulk(let mark, let bytes):
            ReplayEscapes.text(of: [mark]) + (bytes.map { "\"\(ReplayEscapes.text(of: $0))\"" } ?? "nil")
        case .list(let mark, let elements):
            ReplayEscapes.text(of: [mark])
                + (elements.map { "[" + $0.map(\.description).joined(separator: ", ") + "]" } ?? "nil")
        }
    }
}
