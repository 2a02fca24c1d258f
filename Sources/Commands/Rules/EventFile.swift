import Glibc
import ThreatAPI
import ThreatModel

/// A file of sensors' events, one JSON object a line.
enum EventFile {
    /// The events of each session in the file, sessions in the order of their first events.
    ///
    /// - Parameter path: `-` is standard input.
    static func sessions(at path: String) throws(CommandFailure) -> [[SessionEvent]] {
        let bytes = try read(path)
        let events: [SessionEvent]
        do {
            events = try SensorEvents.events(in: bytes)
        } catch {
            throw CommandFailure(.configuration, "\(path == "-" ? "standard input" : path): \(error)")
        }
        var places: [UUIDv7: Int] = [:]
        var sessions: [[SessionEvent]] = []
        for event in events {
            if let place = places[event.session] {
                sessions[place].append(event)
            } else {
                places[event.session] = sessions.count
                sessions.append([event])
            }
        }
        return sessions.map { $0.sorted { $0.seq < $1.seq } }
    }

    private static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        func failure() -> CommandFailure {
            CommandFailure(.configuration, "\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { if path != "-" { close(descriptor) } }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure() }
            guard count > 0 else { return bytes }
            bytes += piece[..<count]
            guard bytes.count <= SensorEvents.maximumBytes else {
                throw CommandFailure(
                    .configuration, "\(path) has more than the \(SensorEvents.maximumBytes) bytes that can be explained"
                )
            }
        }
    }
}
