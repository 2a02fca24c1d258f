/// A request's head: the raw bytes, and where its parts stand in them.
struct HTTPHead: Hashable, Sendable {
    /// Everything from the request line to the blank line, as it was sent.
    let raw: [UInt8]
    let line: HTTPRequestLine
    let fields: [HTTPField]

    var version: HTTPVersion { line.version ?? .v1_0 }
    var isHead: Bool { line.method.elementsEqual("HEAD".utf8) }

    /// The value of the first field of that name, which is given in lower case.
    func value(_ name: StaticString) -> ArraySlice<UInt8>? { fields.first { $0.isNamed(name) }?.value }

    func values(_ name: StaticString) -> [ArraySlice<UInt8>] {
        fields.compactMap { $0.isNamed(name) ? $0.value : nil }
    }

    func text(_ name: StaticString) -> String? { value(name).map { String(decoding: $0, as: UTF8.self) } }

    /// Whether a field that is a list (RFC 9110 §5.6.1) has this member; both are compared in lower case.
    func list(_ name: StaticString, has member: String) -> Bool {
        values(name).contains { value in
            value.split(separator: 0x2c).contains {
                ASCII.lowercased(ASCII.trimmed($0)).elementsEqual(member.utf8)
            }
        }
    }

    /// Whether the client would send another request on this connection (RFC 9112 §9.3).
    var wantsToStay: Bool {
        if list("connection", has: "close") { return false }
        return version >= .v1_1 || asksToStay
    }

    /// Whether it says so, as HTTP/1.0 demands and HTTP/1.1 permits.
    var asksToStay: Bool { version >= .v1_0 && list("connection", has: "keep-alive") }
}
