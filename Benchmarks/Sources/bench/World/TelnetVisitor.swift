import TestHosts

/// One who comes by Telnet.
struct TelnetVisitor {
    private let socket: TestSocket
    private static let patience = 20_000
    private static let prompts = ["# ", "$ ", "> "]

    init(to port: UInt16, from source: String) throws {
        socket = try TestSocket(.tcp, from: source)
        socket.setTimeout(milliseconds: Self.patience)
        try socket.connect(to: "127.0.0.1", port: port)
        try wait(for: ["ogin: "])
    }

    func logIn(password: String) throws {
        socket.send(Array("root\r\n".utf8))
        try wait(for: ["assword: "])
        socket.send(Array((password + "\r\n").utf8))
        try wait(for: Self.prompts)
    }

    /// Types a line and waits for the next prompt.
    func type(_ line: String) throws {
        socket.send(Array((line + "\r\n").utf8))
        try wait(for: Self.prompts)
    }

    /// Leaves, and waits until the other side has closed.
    func leave() {
        socket.send(Array("exit\r\n".utf8))
        while socket.receive() != nil {}
    }

    /// Reads until a piece has come that ends with one of `texts`, option negotiation aside.
    private func wait(for texts: [String]) throws {
        var seen: [UInt8] = []
        while let bytes = socket.receive() {
            seen += bytes
            let text = String(decoding: Self.withoutCommands(seen), as: UTF8.self)
            if texts.contains(where: { text.hasSuffix($0) || text.hasSuffix($0 + "\n") }) { return }
        }
        throw BenchmarkFailure("no \(texts[0].debugDescription) after \(seen.count) bytes")
    }

    /// Text without Telnet's commands: three bytes each, of those that servers open with (RFC 854).
    private static func withoutCommands(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0xff {
                index += 3
            } else {
                text.append(bytes[index])
                index += 1
            }
        }
        return text
    }
}
