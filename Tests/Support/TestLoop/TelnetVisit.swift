import TestHosts

/// A visit to the sensor's Telnet, typed by hand. Every call blocks: use it on a thread of the attacker's.
package final class TelnetVisit: Sendable {
    private let socket: TestSocket

    package init(from source: String, to destination: String = LoopNetwork.stationAddress) throws {
        socket = try TestSocket(.tcp, from: source)
        socket.setTimeout(milliseconds: 10_000)
        try socket.connect(to: destination, port: 23)
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
            refuseOptions(bytes)
            seen += bytes
            let text = String(decoding: seen, as: UTF8.self)
            if texts.contains(where: { text.contains($0) }) { return }
        }
        throw LoopTimeout("Telnet sends '\(String(decoding: seen, as: UTF8.self))', not one of \(texts)")
    }

    /// Answers like a bot: WONT to every DO, and nothing to the rest (RFC 854). Some servers wait for it.
    private func refuseOptions(_ bytes: [UInt8]) {
        let (interpretAsCommand, wont, do_): (UInt8, UInt8, UInt8) = (255, 252, 253)
        for index in bytes.indices.dropLast(2) where bytes[index] == interpretAsCommand && bytes[index + 1] == do_ {
            socket.send([interpretAsCommand, wont, bytes[index + 2]])
        }
    }
}
