import ThreatModel

/// The subsystem `sftp`, version 3, as the sftp-server of OpenSSH 8.4 speaks it (draft-ietf-secsh-filexfer-02, and
/// OpenSSH's PROTOCOL §4): its extensions, limits, error numbers and ways to give up are that program's.
struct SFTPSession: ChannelProgram {
    /// Bytes of one message (SFTP_MAX_MSG_LENGTH); a longer one ends the server.
    static let mostMessageBytes = 256 * 1024
    /// Bytes of one answer to a read, whatever is asked for.
    static let mostReadBytes = 64 * 1024
    /// Names in one answer to a listing.
    static let mostNames = 100

    private(set) var account = TransferAccount.root
    private let command: [UInt8]
    private var buffer: [UInt8] = []
    private var isInitialised = false
    private var isOver = false
    var handles = SFTPHandleTable()
    var log: TransferLog
    /// Bytes that may still be sent.
    private var outputBytes: Int

    /// `command`: what started it, where it was not the subsystem.
    init(limits: HoneypotLimits, command: [UInt8] = []) {
        self.command = command
        log = TransferLog("sftp", limits: limits)
        outputBytes = limits.outputBytes
    }

    mutating func start(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        account = TransferAccount(named: ByteString(host.user), on: host, at: now)
        guard !command.isEmpty else { return }
        var fields = EventFields()
        fields.set("command", bytes: command, limit: host.limits.fieldBytes)
        output.record(.command, fields)
    }

    mutating func received(
        _ bytes: ArraySlice<UInt8>, on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput
    ) {
        guard !isOver else { return }
        host.files.now = now.seconds
        buffer += bytes
        var position = 0
        while !isOver, buffer.count - position >= 5 {
            var reader = SFTPReader(buffer[position...])
            guard let length = try? reader.number() else { break }
            guard length <= UInt32(Self.mostMessageBytes) else { return end(with: 11, &output) }
            guard reader.rest.count >= Int(length) else { break }
            take(reader.rest.prefix(Int(length)), on: &host, at: now, &output)
            position += 4 + Int(length)
        }
        // A message that comes byte by byte is put together in place; what is done with is given back.
        if isOver || position == buffer.count {
            buffer = []
        } else if position > 0 {
            buffer.removeFirst(position)
        }
    }

    mutating func endOfInput(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        guard !isOver else { return }
        end(with: 0, &output)
    }

    mutating func disconnected(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        isOver = true
        buffer = []
        for handle in handles.all where handle.isWritten {
            host.keepUpload(handle.node, path: handle.path, how: .sftp, &log, &output)
        }
        handles.removeAll()
        log.finish(&output)
    }

    /// The server ends with this status.
    private mutating func end(with status: UInt8, _ output: inout ChannelOutput) {
        isOver = true
        buffer = []
        output.exit(status)
    }

    // MARK: Messages

    /// Takes one message. One of a kind that nobody knows gets no answer.
    private mutating func take(
        _ message: ArraySlice<UInt8>, on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput
    ) {
        var reader = SFTPReader(message)
        do throws(SFTPReader.Short) {
            let number = try reader.byte()
            if number == SFTPMessage.initialise.rawValue {
                _ = try reader.number()
                isInitialised = true
                return send(Self.greeting, &output)
            }
            guard isInitialised else { throw SFTPReader.Short() }
            let id = try reader.number()
            guard let kind = SFTPMessage(rawValue: number), let request = try SFTPRequest(kind, &reader) else {
                return
            }
            send(answer(request, id: id, on: &host, at: now, &output).bytes, &output)
        } catch {
            end(with: 255, &output)
        }
    }

    private mutating func send(_ bytes: [UInt8], _ output: inout ChannelOutput) {
        guard !isOver else { return }
        guard bytes.count <= outputBytes else { return end(with: 255, &output) }
        outputBytes -= bytes.count
        output.send(bytes)
    }

    /// SSH_FXP_VERSION, byte for byte.
    private static let greeting: [UInt8] = {
        var packet = SFTPPacket(.version, id: 3)
        for (name, version) in [
            ("posix-rename@openssh.com", "1"), ("statvfs@openssh.com", "2"), ("fstatvfs@openssh.com", "2"),
            ("hardlink@openssh.com", "1"), ("fsync@openssh.com", "1"), ("lsetstat@openssh.com", "1"),
        ] {
            packet.add(name.utf8)
            packet.add(version.utf8)
        }
        return packet.bytes
    }()

    private mutating func answer(
        _ request: SFTPRequest, id: UInt32, on host: inout ChannelHost, at now: Timestamp,
        _ output: inout ChannelOutput
    ) -> SFTPPacket {
        do throws(SFTPStatus) {
            return try perform(request, id: id, on: &host, at: now, &output)
        } catch {
            return Self.status(error, id: id)
        }
    }

    static func status(_ status: SFTPStatus, id: UInt32) -> SFTPPacket {
        var packet = SFTPPacket(.status, id: id)
        packet.add(status.rawValue)
        packet.add(status.message.utf8)
        // No language tag.
        packet.add([])
        return packet
    }
}
