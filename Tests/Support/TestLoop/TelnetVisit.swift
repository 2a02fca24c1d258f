import TestHosts

/// A visit to the sensor's Telnet, typed by hand. Every call blocks: use it on a thread of the attacker's.
package final class TelnetVisit: Sendable {
    private let socket: TestSocket

    package init(from source: String) throws {
        socket = try TestSocket(.tcp, from: source)
        socket.setTimeout(milliseconds: 10_000)
        try socket.connect(to: LoopNetwork.stationAddress, port: 23)
    }

    /// Through the login, to the shell's prompt.
    package func logIn(user: String = "root", password: String) throws {
        try wait(for: "ogin:")
        send(user)
        try wait(for: "assword:")
        send(password)
        try wait(for: "# ", "$ ", "> ")
    }

    /// Types a line and waits for the next prompt.
    package func command(_ line: String) throws {
        send(line)
        try wait(for: "# ", "$ ", "> ")
    }

    package func send(_ line: String) { socket.send(Array((line + "\r\n").utf8)) }

    package func wait(for texts: String...) throws {
        var seen: [UInt8] = []
        while let bytes = socket.receive() {
            seen += bytes
            let text = String(decoding: seen, as: UTF8.self)
            if texts.contains(where: { text.contains($0) }) { return }
        }
        throw LoopTimeout("Telnet sends '\(String(decoding: seen, as: UTF8.self))', not one of \(texts)")
    }
}
