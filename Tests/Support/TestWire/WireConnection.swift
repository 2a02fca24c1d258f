import Glibc
import TestHosts

/// One connection to the server. Everything here blocks: get it from ``WireServer/withConnection(milliseconds:_:)``, which
/// runs on a thread of its own.
package final class WireConnection {
    private let socket: TestSocket
    private let milliseconds: Int
    /// What has been received and not yet taken.
    private var received: [UInt8] = []
    private var isAtEnd = false

    /// - Parameters:
    ///   - host: an IPv4 or IPv6 address.
    ///   - source: the address to come from, such as another one of 127.0.0.0/8.
    ///   - milliseconds: how long to wait for the next byte, in either direction.
    package init(
        host: String = "127.0.0.1", port: UInt16, from source: String? = nil, milliseconds: Int = 20_000
    ) throws {
        self.milliseconds = milliseconds
        socket = try TestSocket(.tcp, from: source ?? (host.contains(":") ? "::" : nil))
        socket.setTimeout(milliseconds: milliseconds)
        try socket.connect(to: host, port: port)
    }

    // MARK: Sending

    /// Sends all of it. A server that has heard enough may close meanwhile: then the rest is dropped and `false` returned.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Sends nothing more; what the server sends still arrives.
    package func endSending() { shutdown(socket.descriptor, Int32(SHUT_WR)) }

    // MARK: Receiving

    /// Sends a request and reads its answer.
    package func exchange(_ request: WireRequest) throws -> WireAnswer {
        send(request.bytes)
        return try answer(to: request.method)
    }

    /// Reads exactly one answer; what follows it stays for the next call. `100 Continue` is an answer of its own.
    ///
    /// - Parameter method: of the request, because answers to HEAD have no body.
    package func answer(to method: String = "GET") throws -> WireAnswer {
        let head = String(decoding: try take(through: "\r\n\r\n"), as: UTF8.self)
        var answer = try WireAnswer(head: head)
        guard method != "HEAD", answer.status >= 200, answer.status != 204, answer.status != 304 else { return answer }
        if answer["Transfer-Encoding"] == "chunked" {
            answer.isChunked = true
            while let chunk = try takeChunk() { answer.body += chunk }
        } else if let text = answer["Content-Length"] {
            guard let count = Int(text) else { throw WireError.malformed("Content-Length: \(text)") }
            answer.body = try take(count)
        } else {
            // Until the end of the connection (RFC 9112 §6.3).
            while try receive() {}
            answer.body = received
            received = []
        }
        return answer
    }

    /// The head of an answer alone; its body is then read with ``takeChunk()`` or ``take(_:)``.
    package func answerHead() throws -> WireAnswer {
        try WireAnswer(head: String(decoding: try take(through: "\r\n\r\n"), as: UTF8.self))
    }

    /// The next chunk of a chunked body; `nil` at its end.
    package func takeChunk() throws -> [UInt8]? {
        let line = String(decoding: try take(through: "\r\n").dropLast(2), as: UTF8.self)
        guard let count = Int(line.prefix { $0 != ";" }, radix: 16) else { throw WireError.malformed("chunk \(line)") }
        let chunk = try take(count)
        guard try take(2) == [13, 10] else { throw WireError.malformed("no line end after a chunk") }
        return count == 0 ? nil : chunk
    }

    /// Exactly so many bytes.
    package func take(_ count: Int) throws -> [UInt8] {
        while received.count < count { try receiveMore() }
        defer { received.removeFirst(count) }
        return Array(received[..<count])
    }

    /// Everything up to and including `mark`.
    package func take(through mark: String) throws -> [UInt8] {
        let mark = Array(mark.utf8)
        var searched = 0
        while true {
            if let end = received[searched...].firstRange(of: mark)?.upperBound { return try take(end) }
            searched = max(0, received.count - mark.count + 1)
            try receiveMore()
        }
    }

    /// Waits for the server to close, ignoring what it sends before; `false` when it goes on being silent instead.
    package func waitForEnd() -> Bool {
        while true {
            do {
                guard try receive() else { return true }
            } catch WireError.silence {
                return false
            } catch {
                // A reset is an end too.
                return true
            }
        }
    }

    /// Whether a byte has come that was not taken. Does not wait.
    package var hasMore: Bool {
        var byte: UInt8 = 0
        return !received.isEmpty || recv(socket.descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) > 0
    }

    private func receiveMore() throws {
        guard try receive() else { throw WireError.end(received: excerpt) }
    }

    /// Returns `false` at the end of the connection.
    private func receive() throws -> Bool {
        guard !isAtEnd else { return false }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(socket.descriptor, &buffer, buffer.count, 0)
            if count > 0 {
                received += buffer[..<count]
                return true
            }
            if count == 0 {
                isAtEnd = true
                return false
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: throw WireError.silence(milliseconds: milliseconds, received: excerpt)
            default: throw WireError.call("recv", errno: errno)
            }
        }
    }

    private var excerpt: String { String(decoding: received.suffix(1000), as: UTF8.self) }
}

extension WireAnswer {
    /// - Parameter head: with the empty line at its end.
    fileprivate init(head: String) throws {
        var lines = head.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast(2)
        let parts = lines.popFirst()?.split(separator: " ", maxSplits: 2) ?? []
        guard parts.count >= 2, parts[0] == "HTTP/1.1", parts[1].utf8.count == 3, let status = Int(parts[1]) else {
            throw WireError.malformed(head)
        }
        var fields: [(name: String, value: String)] = []
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { throw WireError.malformed(String(line)) }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            fields.append((String(line[..<colon]), String(value)))
        }
        self.init(status: status, fields: fields, body: [])
    }
}
