import Glibc
import TestHosts

/// The lines of a stream that does not end by itself.
final class EventLines {
    private let socket: TestSocket
    private var pending: [UInt8] = []
    private var start = 0
    /// Whether the other side has closed the connection.
    private(set) var hasEnded = false

    init(port: UInt16, _ request: [UInt8]) throws {
        socket = try TestSocket(.tcp)
        socket.setTimeout(milliseconds: 5000)
        try socket.connect(to: "127.0.0.1", port: port)
        socket.send(request)
    }

    /// The next line that is not empty; `nil` when none came for so many milliseconds, or none will.
    func next(patience: Int) -> String? {
        while true {
            if let end = pending[start...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = pending[start..<end].filter { $0 != UInt8(ascii: "\r") }
                start = end + 1
                if !line.isEmpty { return String(decoding: line, as: UTF8.self) }
                continue
            }
            pending.removeFirst(start)
            start = 0
            socket.setTimeout(milliseconds: patience)
            switch socket.poll() {
            case .bytes(let bytes): pending += bytes
            case .nothing: return nil
            case .end:
                hasEnded = true
                return nil
            }
        }
    }
}

extension TestSocket {
    fileprivate enum Poll {
        case bytes([UInt8])
        case nothing
        case end
    }

    /// What has come, nothing within the time that is set, or the end.
    fileprivate func poll() -> Poll {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 { return .bytes(Array(buffer[..<count])) }
        return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? .nothing : .end
    }
}
