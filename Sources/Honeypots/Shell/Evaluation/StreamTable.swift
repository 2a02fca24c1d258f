/// Open files and pipes of the shell.
struct StreamTable: Sendable {
    /// More are refused with "Too many open files".
    static let mostStreams = 48

    struct Stream: Sendable {
        enum Kind: Sendable {
            /// A file, by its node.
            case file(Int, appends: Bool)
            /// Bytes to be read: a here-document, or what came through a pipe.
            case text([UInt8])
            /// Bytes written into a pipe nobody reads yet.
            case pipe([UInt8])
            /// The visitor's own pipes, where there is no terminal: standard output or standard error.
            case visitor(isError: Bool)
        }
        var kind: Kind
        var position = 0
    }

    /// Bytes a pipe holds; whoever writes more is ended as if the reader had left.
    static let pipeBytes = 1024 * 1024
    /// Bytes in all pipes of a shell together.
    static let mostBytes = 4 * 1024 * 1024

    private var streams: [Stream?] = []

    subscript(number: Int) -> Stream? {
        get { streams.indices.contains(number) ? streams[number] : nil }
        set { if streams.indices.contains(number) { streams[number] = newValue } }
    }

    /// The number of a new stream; nil when there are too many.
    mutating func open(_ kind: Stream.Kind) -> Int? {
        if let free = streams.firstIndex(where: { $0 == nil }) {
            streams[free] = Stream(kind: kind)
            return free
        }
        guard streams.count < Self.mostStreams else { return nil }
        streams.append(Stream(kind: kind))
        return streams.count - 1
    }

    mutating func close(_ number: Int) { self[number] = nil }

    /// Adds to a pipe; false when it is full.
    mutating func append(_ bytes: some Collection<UInt8>, toPipe number: Int) -> Bool {
        guard case .pipe(var buffer) = self[number]?.kind else { return false }
        self[number]?.kind = .pipe([])
        let room = min(Self.pipeBytes, Self.mostBytes - heldBytes) - buffer.count
        buffer += bytes.prefix(max(0, room))
        self[number]?.kind = .pipe(buffer)
        return bytes.count <= room
    }

    /// Bytes in all the others.
    private var heldBytes: Int {
        streams.reduce(0) { sum, stream in
            switch stream?.kind {
            case .text(let bytes), .pipe(let bytes): sum + bytes.count
            case .file, .visitor, nil: sum
            }
        }
    }

    /// Turns a pipe around: what was written can be read.
    mutating func turn(_ number: Int) {
        guard case .pipe(let buffer) = self[number]?.kind else { return }
        self[number] = Stream(kind: .text(buffer))
    }

    /// What was written into a pipe; the stream is closed.
    mutating func drain(_ number: Int) -> [UInt8] {
        defer { close(number) }
        guard case .pipe(let buffer) = self[number]?.kind else { return [] }
        return buffer
    }
}
