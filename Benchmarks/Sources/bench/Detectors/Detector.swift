import SSHPeer
import TestHosts

/// Something by which visitors tell a honeypot from a server.
struct Detector: Sendable {
    /// What gives it away.
    let name: String
    /// Whether it gives this one away.
    let isHit: @Sendable (DetectedServer) throws -> Bool

    init(_ name: String, _ isHit: @escaping @Sendable (DetectedServer) throws -> Bool) {
        self.name = name
        self.isHit = isHit
    }
}

/// A server by SSH, as its visitors find it.
struct DetectedServer: Sendable {
    let port: UInt16
    /// The address to come from.
    let source: String

    /// What a command prints, without the end of its last line, and how it ends.
    func run(_ command: String) throws -> (text: String, status: Int32) {
        let visitor = try SSHVisitor(to: port, from: source)
        try visitor.logIn(password: "admin")
        let answer = try visitor.run(command)
        let text = String(decoding: answer.output, as: UTF8.self)
        return (String(text.reversed().drop(while: \.isWhitespace).reversed()), answer.status)
    }

    /// The version line, and the names of everything it offers (RFC 4253 §7.1).
    func offer() throws -> (version: String, names: Set<String>) {
        let socket = try TestSocket(.tcp, from: source)
        socket.setTimeout(milliseconds: 20_000)
        try socket.connect(to: "127.0.0.1", port: port)
        socket.send(Array("SSH-2.0-OpenSSH_8.4p1\r\n".utf8))
        var bytes: [UInt8] = []
        while true {
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")), bytes.count > end + 5 {
                let packet = bytes[(end + 1)...]
                let length = packet.prefix(4).reduce(0) { $0 << 8 | Int($1) }
                if packet.count >= length + 4 {
                    let version = String(decoding: bytes[..<end].filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
                    // Length, padding, number, cookie.
                    return (version, Self.names(packet.dropFirst(4 + 1 + 1 + 16)))
                }
            }
            guard let more = socket.receive() else { throw BenchmarkFailure("no offer after \(bytes.count) bytes") }
            bytes += more
        }
    }

    private static func names(_ lists: ArraySlice<UInt8>) -> Set<String> {
        var rest = lists
        var names: Set<String> = []
        for _ in 0..<8 {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let list = rest.dropFirst(4).prefix(length)
            names.formUnion(String(decoding: list, as: UTF8.self).split(separator: ",").map(String.init))
            rest = rest.dropFirst(4 + length)
        }
        return names
    }
}
