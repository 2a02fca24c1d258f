import TestHosts

/// One who comes by Telnet.
struct TelnetVisitor {
    private let socket: TestSocket
    private static let patience = 20_000
    static let prompts = ["# ", "$ ", "> "]

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
        var reader = TelnetReader()
        while let bytes = socket.receive() {
            reader.append(bytes)
            if reader.ends(with: texts) { return }
        }
        throw BenchmarkFailure("no \(texts[0].debugDescription) after \(reader.count) bytes")
    }
}
