/// How the length of a request's body is told (RFC 9112 §6).
enum HTTPBodyFraming: Hashable, Sendable {
    case none
    case length(UInt64)
    case chunked

    init(of head: HTTPHead) throws(HTTPFault) {
        let codings = head.values("transfer-encoding")
        if !codings.isEmpty {
            guard codings.count == 1, ASCII.lowercased(codings[0]).elementsEqual("chunked".utf8) else {
                throw .transferCoding
            }
            self = .chunked
            return
        }
        let lengths = head.values("content-length")
        guard let text = lengths.first else {
            self = .none
            return
        }
        guard lengths.count == 1, !text.isEmpty, text.allSatisfy(ASCII.isDigit),
            let length = UInt64(String(decoding: text, as: UTF8.self)), length <= UInt64(Int64.max)
        else { throw .length }
        self = .length(length)
    }
}
