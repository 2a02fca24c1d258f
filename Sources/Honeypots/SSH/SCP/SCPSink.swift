/// `scp -t`: takes files and puts them where its operand says.
struct SCPSink: Sendable {
    /// Bytes of one control line; a longer one is taken in pieces, as by OpenSSH.
    static let mostLineBytes = 2047
    /// Directories inside each other.
    private static let deepest = FileSystem.deepestPath

    /// A directory that is being filled.
    struct Level: Sendable {
        var path: ByteString
        var isDirectory: Bool
        /// Set once it is filled; nil: left as it is.
        var mode: UInt16?
        var modified: Int64?
    }

    /// A file that is being received.
    struct Incoming: Sendable {
        var node: Int
        var path: ByteString
        var size: Int
        var received = 0
        /// Set once it is whole.
        var mode: UInt16?
        var modified: Int64?
        var failure: FileError?
    }

    enum Phase: Sendable {
        case line([UInt8])
        case content(Incoming)
        /// The byte behind a file that says whether it was sent whole.
        case confirmation(Incoming, message: [UInt8])
        case over
    }

    let options: SCPOptions
    let account: TransferAccount
    var levels: [Level] = []
    var phase = Phase.line([])
    /// Times that were sent for what comes next.
    var modified: Int64?
    private var hasFailed = false
    private var isFirstLine = true

    init(_ options: SCPOptions, _ account: TransferAccount) {
        self.options = options
        self.account = account
    }

    mutating func start(on host: inout ChannelHost, _ output: inout ChannelOutput) {
        guard options.operands.count == 1, let target = options.operands.first else {
            fail("ambiguous target", &output)
            return end(&output)
        }
        let isDirectory = isDirectory(target, on: host)
        if options.wantsDirectory, !isDirectory {
            let error: FileError = (try? place(target, on: host))?.id == nil ? .noEntry : .notDirectory
            fail(target + ": " + error.message, &output)
            return end(&output)
        }
        levels = [Level(path: target, isDirectory: isDirectory)]
        output.send([0])
    }

    mutating func received(
        _ bytes: ArraySlice<UInt8>, on host: inout ChannelHost, _ log: inout TransferLog, _ output: inout ChannelOutput
    ) {
        var rest = bytes
        while !rest.isEmpty {
            switch phase {
            case .over: return
            case .line(var line):
                phase = .over
                let end = rest.firstIndex(of: 0x0a).map { $0 + 1 } ?? rest.endIndex
                let piece = rest[..<end].prefix(Self.mostLineBytes - line.count)
                line += piece
                rest = rest.dropFirst(piece.count)
                if line.last == 0x0a || line.count >= Self.mostLineBytes {
                    phase = .line([])
                    take(line, on: &host, &output)
                } else {
                    phase = .line(line)
                }
            case .content(var file):
                phase = .over
                let piece = rest.prefix(file.size - file.received)
                write(piece, to: &file, on: &host)
                rest = rest.dropFirst(piece.count)
                phase = file.received < file.size ? .content(file) : .confirmation(file, message: [])
            case .confirmation(let file, var message):
                guard let byte = rest.popFirst() else { return }
                message.append(byte)
                if message.count > 1, byte != 0x0a, message.count < Self.mostLineBytes {
                    phase = .confirmation(file, message: message)
                } else if message == [0] {
                    finish(file, on: &host, &log, &output)
                } else if message.count == 1 {
                    hasFailed = true
                    phase = .confirmation(file, message: message)
                } else if message.first == 1 {
                    finish(file, on: &host, &log, &output)
                } else {
                    keep(file, on: &host, &log, &output)
                    end(&output)
                }
            }
        }
    }

    mutating func endOfInput(
        on host: inout ChannelHost, _ log: inout TransferLog, _ output: inout ChannelOutput
    ) {
        switch phase {
        case .over: return
        case .line(let line):
            if !line.isEmpty { fail("protocol error: lost connection", &output) }
            while !levels.isEmpty { leave(on: &host, &output) }
        case .content(let file):
            keep(file, on: &host, &log, &output)
            fail("dropped connection", &output)
        case .confirmation(let file, _):
            keep(file, on: &host, &log, &output)
            hasFailed = true
        }
        end(&output)
    }

    /// Records a file whose sender is gone.
    func keepUnfinished(on host: inout ChannelHost, _ log: inout TransferLog, _ output: inout ChannelOutput) {
        switch phase {
        case .content(let file), .confirmation(let file, _): keep(file, on: &host, &log, &output)
        case .line, .over: break
        }
    }

    // MARK: Lines

    private mutating func take(_ bytes: [UInt8], on host: inout ChannelHost, _ output: inout ChannelOutput) {
        defer { isFirstLine = false }
        switch bytes.first {
        case 0x0a: return breakOff("protocol error: unexpected <newline>", &output)
        case 1:
            hasFailed = true
            return
        case 2:
            hasFailed = true
            return end(&output)
        default: break
        }
        let line = bytes.last == 0x0a ? bytes.dropLast() : bytes
        do throws(SCPRecord.Fault) {
            try take(SCPRecord(line), on: &host, &output)
        } catch {
            // A shell that says it has no such program says so in a line of its own.
            let isPrinted = isFirstLine && error.reason == "expected control record"
            let reason: ByteString = isPrinted ? ByteString(line) : "protocol error: " + error.reason
            breakOff(error.isProtocolError ? reason : error.reason, &output)
        }
    }

    private mutating func take(
        _ record: SCPRecord, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SCPRecord.Fault) {
        switch record {
        case .times(let modified, _):
            self.modified = modified
            output.send([0])
        case .endOfDirectory:
            output.send([0])
            leave(on: &host, &output)
            if levels.isEmpty { end(&output) }
        case .directory(let mode, let name):
            guard options.isRecursive else { throw SCPRecord.Fault(reason: "received directory without -r") }
            enter(name, mode: mode, on: &host, &output)
        case .file(let mode, let size, let name): begin(name, mode: mode, size: size, on: &host, &output)
        }
    }

    // MARK: Messages

    /// Tells an error and goes on.
    mutating func fail(_ message: ByteString, _ output: inout ChannelOutput) {
        hasFailed = true
        output.send([1] + "scp: ".utf8 + message + [0x0a])
    }

    mutating func breakOff(_ message: ByteString, _ output: inout ChannelOutput) {
        fail(message, &output)
        end(&output)
    }

    private mutating func end(_ output: inout ChannelOutput) {
        phase = .over
        levels = []
        output.exit(hasFailed ? 1 : 0)
    }

    /// Whether another directory may be entered.
    var isTooDeep: Bool { levels.count >= Self.deepest }
}
