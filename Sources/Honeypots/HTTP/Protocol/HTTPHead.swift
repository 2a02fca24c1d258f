/// What stands before a request's body, taken apart and as it came.
struct HTTPHead: Sendable {
    var method: ByteString
    /// As written: a path with its query, a whole URL, `*`, or a host and port.
    var target: ByteString
    var version: HTTPVersion
    var headers: [HTTPHeader] = []
    /// Every byte of it, the empty line included.
    var raw: [UInt8] = []

    /// The value of the first header of that name.
    subscript(name: String) -> ByteString? { headers.first { $0.isNamed(name) }?.value }

    func values(_ name: String) -> [ByteString] { headers.filter { $0.isNamed(name) }.map(\.value) }

    /// Whether the visitor waits to be told to go on before it sends the body (RFC 9110 §10.1.1).
    var expectsContinue: Bool { version >= .v1_1 && self["expect"]?.lowercased == "100-continue" }

    /// Whether the connection stays open once this has been answered (RFC 9112 §9.3).
    var wantsToStay: Bool {
        let options = values("connection").flatMap { $0.split(separator: UInt8(ascii: ",")) }
            .map { HTTPText.trimmed($0).lowercased }
        if options.contains("close") { return false }
        return version >= .v1_1 || options.contains("keep-alive")
    }
}
