import ThreatModel

/// `scp -f`: sends files, each when the other end says that it may.
struct SCPSource: Sendable {
    /// A directory that is being sent.
    private struct Level: Sendable {
        var path: ByteString
        var node: Int
        /// The last name that was looked up; nil: none yet.
        var last: SFTPDirectoryOrder.Place?
        /// Names that come next.
        var names: [ByteString] = []
        var isAtEnd = false
    }

    /// Whose answer comes next.
    private enum Awaited: Sendable {
        case start
        case fileTimes(ByteString, Int)
        case fileHeader(Int, size: Int)
        case fileEnd
        case directoryTimes(ByteString, Int)
        case directoryHeader(ByteString, Int)
        case directoryEnd
    }

    private let options: SCPOptions
    private let account: TransferAccount
    private var operands: ArraySlice<ByteString>
    private var levels: [Level] = []
    private var awaited = Awaited.start
    private var message: [UInt8] = []
    private var hasFailed = false
    private var isOver = false
    /// Bytes that may still be sent.
    private var outputBytes: Int

    /// Names that are looked up together.
    private static let batch = 64
    /// Errors told in one go, lest a tree of unreadable files costs as much as one of readable ones.
    private static let mostErrors = 1000

    init(_ options: SCPOptions, _ account: TransferAccount, outputBytes: Int) {
        self.options = options
        self.account = account
        self.outputBytes = outputBytes
        operands = options.operands[...]
    }

    mutating func received(
        _ bytes: ArraySlice<UInt8>, on host: ChannelHost, at now: Timestamp, _ output: inout ChannelOutput
    ) {
        for byte in bytes where !isOver {
            message.append(byte)
            if message.count == 1, byte == 0 {
                message = []
                goOn(isAccepted: true, on: host, at: now, &output)
            } else if message.count > 1, byte == 0x0a || message.count >= SCPSink.mostLineBytes {
                hasFailed = true
                let isFatal = message.first != 1
                message = []
                if isFatal { return end(&output) }
                goOn(isAccepted: false, on: host, at: now, &output)
            }
        }
    }

    mutating func endOfInput(_ output: inout ChannelOutput) {
        guard !isOver else { return }
        hasFailed = true
        end(&output)
    }

    private mutating func goOn(
        isAccepted: Bool, on host: ChannelHost, at now: Timestamp, _ output: inout ChannelOutput
    ) {
        switch awaited {
        case .start: next(on: host, at: now, &output)
        case .fileTimes(let path, let id):
            isAccepted ? sendHeader(of: path, id, on: host, at: now, &output) : next(on: host, at: now, &output)
        case .fileHeader(let id, let size):
            guard isAccepted else { return next(on: host, at: now, &output) }
            sendContent(of: id, size: size, on: host, at: now, &output)
        case .fileEnd, .directoryEnd: next(on: host, at: now, &output)
        case .directoryTimes(let path, let id):
            isAccepted ? sendDirectory(path, id, on: host, &output) : next(on: host, at: now, &output)
        case .directoryHeader(let path, let id):
            if isAccepted { levels.append(Level(path: path, node: id)) }
            next(on: host, at: now, &output)
        }
    }

    // MARK: What comes next

    /// Goes on to the next file or directory that can be sent.
    private mutating func next(on host: ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        for _ in 0..<Self.mostErrors {
            guard !isOver else { return }
            if var level = levels.popLast() {
                if level.names.isEmpty, !level.isAtEnd {
                    let found = SFTPDirectoryOrder.names(
                        in: level.node, parent: FileTree.root, of: host.files, after: level.last, upTo: Self.batch)
                    level.last = found.last?.place ?? level.last
                    level.isAtEnd = found.count < Self.batch
                    level.names = found.map(\.place.name).filter { $0 != "." && $0 != ".." }.reversed()
                }
                guard let name = level.names.popLast() else {
                    if !level.isAtEnd {
                        levels.append(level)
                        continue
                    }
                    awaited = .directoryEnd
                    return send("E\n", &output)
                }
                levels.append(level)
                if offer(level.path == "/" ? "/" + name : level.path + "/" + name, on: host, at: now, &output) {
                    return
                }
            } else if let operand = operands.popFirst() {
                let name = ByteString(operand.reversed().drop { $0 == UInt8(ascii: "/") }.reversed())
                if offer(name.isEmpty && !operand.isEmpty ? "/" : name, on: host, at: now, &output) { return }
            } else {
                return end(&output)
            }
        }
        hasFailed = true
        end(&output)
    }

    /// Announces a file or directory; false, and said so, when it cannot be sent.
    private mutating func offer(
        _ path: ByteString, on host: ChannelHost, at now: Timestamp, _ output: inout ChannelOutput
    ) -> Bool {
        let id: Int
        do throws(FileError) {
            guard let found = try host.place(of: path, from: account.home, for: account).id else { throw .noEntry }
            guard account.mayRead(host.files[found]) else { throw .permission }
            if case .socket = host.files[found].kind { throw .noDevice }
            guard levels.count < FileSystem.deepestPath else { throw .tooManyLinks }
            id = found
        } catch {
            fail(path + ": " + error.message, &output)
            return false
        }
        let node = host.files[id]
        let isSendable = node.isFile || node.isDirectory && options.isRecursive
        guard isSendable else {
            fail(path + ": not a regular file", &output)
            return false
        }
        if options.preserves {
            awaited = node.isDirectory ? .directoryTimes(path, id) : .fileTimes(path, id)
            let seconds = max(0, node.modified)
            send("T\(seconds) 0 \(seconds) 0\n", &output)
        } else if node.isDirectory {
            sendDirectory(path, id, on: host, &output)
        } else {
            sendHeader(of: path, id, on: host, at: now, &output)
        }
        return true
    }

    private mutating func sendDirectory(
        _ path: ByteString, _ id: Int, on host: ChannelHost, _ output: inout ChannelOutput
    ) {
        awaited = .directoryHeader(path, id)
        send("D\(Self.octal(host.files[id].mode)) 0 \(Self.lastName(of: path))\n", &output)
    }

    private mutating func sendHeader(
        of path: ByteString, _ id: Int, on host: ChannelHost, at now: Timestamp, _ output: inout ChannelOutput
    ) {
        let node = host.node(id, at: path, at: now)
        awaited = .fileHeader(id, size: node.size)
        send("C\(Self.octal(node.mode)) \(node.size) \(Self.lastName(of: path))\n", &output)
    }

    private mutating func sendContent(
        of id: Int, size: Int, on host: ChannelHost, at now: Timestamp, _ output: inout ChannelOutput
    ) {
        awaited = .fileEnd
        // More than may be sent at all need not be made.
        let bytes = host.contents(of: id, range: 0..<min(size, outputBytes), at: now)
        send(ByteString(bytes.prefix(size)), &output)
        let missing = size - min(size, bytes.count)
        if missing > 0 { send(ByteString([UInt8](repeating: 0, count: min(missing, outputBytes + 1))), &output) }
        send(ByteString([0]), &output)
    }

    /// Four octal digits, without the sticky bit.
    private static func octal(_ mode: UInt16) -> ByteString {
        let digits = String(mode & 0o6777, radix: 8)
        return ByteString(String(repeating: "0", count: 4 - digits.count) + digits)
    }

    private static func lastName(of path: ByteString) -> ByteString {
        ByteString(path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).last ?? [])
    }

    // MARK: Messages

    private mutating func fail(_ message: ByteString, _ output: inout ChannelOutput) {
        hasFailed = true
        send("\u{1}scp: " + message + "\n", &output)
    }

    private mutating func send(_ bytes: ByteString, _ output: inout ChannelOutput) {
        guard !isOver else { return }
        output.send(bytes.prefix(outputBytes))
        guard bytes.count <= outputBytes else {
            hasFailed = true
            return end(&output)
        }
        outputBytes -= bytes.count
    }

    private mutating func end(_ output: inout ChannelOutput) {
        guard !isOver else { return }
        isOver = true
        levels = []
        operands = []
        output.exit(hasFailed ? 1 : 0)
    }
}
