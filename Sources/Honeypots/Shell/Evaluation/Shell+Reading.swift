import ThreatModel

/// What a program finds when it reads.
enum ReadResult: Sendable {
    case bytes([UInt8])
    /// It reads the terminal: there is nothing until the visitor types it.
    case terminal
    /// There is no end to it.
    case endless
}

extension Shell {
    /// Bytes of one file that a program reads at most: larger ones seem to go on for ever.
    static let mostReadBytes = 2 * 1024 * 1024

    /// Everything that is left on standard input.
    mutating func readInput() -> ReadResult {
        switch descriptors[0] {
        case .terminal: return .terminal
        case .closed: return .bytes([])
        case .stream(let number):
            guard let stream = streams[number] else { return .bytes([]) }
            switch stream.kind {
            case .pipe, .visitor: return .bytes([])
            case .text(let text):
                streams[number]?.position = text.count
                guard charge(text.count) else { return .endless }
                return .bytes(Array(text.dropFirst(stream.position)))
            case .file(let id, _):
                if case .device(let device) = files[id].kind, device.behaviour == .terminal { return .terminal }
                let result = read(id, from: stream.position)
                if case .bytes(let bytes) = result { streams[number]?.position += bytes.count }
                return result
            }
        }
    }

    /// Up to `count` bytes from standard input; nil: it is the terminal.
    mutating func readInput(upTo count: Int) -> [UInt8]? {
        switch descriptors[0] {
        case .terminal: return nil
        case .closed: return []
        case .stream(let number):
            guard let stream = streams[number] else { return [] }
            guard charge(count) else { return [] }
            var bytes: [UInt8] = []
            switch stream.kind {
            case .pipe, .visitor: return []
            case .text(let text): bytes = Array(text.dropFirst(stream.position).prefix(count))
            case .file(let id, _):
                if case .device(let device) = files[id].kind, device.behaviour == .terminal { return nil }
                bytes = contents(of: id, range: stream.position..<stream.position + count)
            }
            streams[number]?.position += bytes.count
            return bytes
        }
    }

    /// One line from standard input without its end, nil at the end of it; the terminal has to be asked for otherwise.
    mutating func readInputLine() -> [UInt8]? {
        guard case .stream(let number) = descriptors[0], let start = streams[number]?.position else { return nil }
        guard let ahead = readInput(upTo: Self.longestInputLine), !ahead.isEmpty else { return nil }
        guard let end = ahead.firstIndex(of: 0x0a) else { return ahead }
        streams[number]?.position = start + end + 1
        return Array(ahead[..<end])
    }

    /// Bytes of a line that `read` takes; the rest of a longer one is the next.
    private static let longestInputLine = 8192

    /// What an operand stands for: a file, or standard input where it is `-`.
    mutating func read(operand: ByteString) throws(FileError) -> ReadResult {
        operand == "-" ? readInput() : try read(path: operand)
    }

    /// A file by its path, as a program's operand.
    mutating func read(path: ByteString) throws(FileError) -> ReadResult {
        if let bytes = processFiles[path] { return charge(bytes.count) ? .bytes(bytes) : .endless }
        if path == "/dev/stdin" || path == "/dev/fd/0" { return readInput() }
        let id = try files.find(path, from: scope.directory)
        if files[id].isDirectory { throw .isDirectory }
        try files.check(.read, id)
        return read(id, from: 0)
    }

    mutating func read(_ id: Int, from offset: Int) -> ReadResult {
        switch files[id].kind {
        case .device(let device):
            switch device.behaviour {
            case .null, .idle: return .bytes([])
            case .terminal: return .terminal
            case .zero, .random, .full, .storage: return .endless
            }
        case .file(let content) where content.size - offset > Self.mostReadBytes: return .endless
        case .file:
            let bytes = contents(of: id, range: offset..<Int.max)
            return charge(bytes.count) ? .bytes(bytes) : .endless
        case .pipe: return .endless
        case .directory, .link, .socket: return .bytes([])
        }
    }

    /// A seed for what chance gives at this moment: another one in each shell and after each piece of work.
    var chance: UInt64 {
        let moment = UInt64(bitPattern: now.milliseconds) << 22 ^ UInt64(truncatingIfNeeded: budget.work)
        return visit.seed ^ moment ^ UInt64(truncatingIfNeeded: processes.newest) << 44
    }

    /// A part of a file's bytes, as far as they exist.
    func contents(of id: Int, range: Range<Int>) -> [UInt8] {
        switch files[id].kind {
        case .file(.bytes(let bytes)): return Array(bytes[range.clamped(to: 0..<bytes.count)])
        case .file(.image(let image)): return image.bytes(in: range.clamped(to: 0..<image.size))
        case .file(.made(let file, let now)): return file.bytes(in: range, at: now)
        case .file(.live(let live)):
            let bytes = machine.bytes(of: live, in: self).bytes
            return Array(bytes[range.clamped(to: 0..<bytes.count)])
        case .device(let device):
            let count = min(range.count, Self.mostReadBytes)
            switch device.behaviour {
            case .zero, .full: return [UInt8](repeating: 0, count: count)
            case .random:
                var generator = SeededGenerator(seed: chance ^ UInt64(truncatingIfNeeded: range.lowerBound) << 50)
                return generator.bytes(count)
            case .storage(let size):
                let image = ProgramImage(architecture: machine.architecture, size: size, seed: UInt64(device.minor))
                return image.bytes(in: range.clamped(to: 0..<size))
            case .null, .terminal, .idle: return []
            }
        case .directory, .link, .pipe, .socket: return []
        }
    }

}
