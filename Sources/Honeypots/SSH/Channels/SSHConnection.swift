import ThreatModel

/// The connection protocol after the login, server side (RFC 4254): global requests, channels, what runs on them.
struct SSHConnection: Sendable {
    /// Channels at once, of sessions that are over but whose close was not confirmed too.
    static let mostChannels = 20
    /// Bytes of output that wait for the visitor's windows; a program that has more to say is ended.
    static let mostPendingBytes = 2 * 1024 * 1024
    /// Pieces of it: output and errors that take turns byte by byte weigh more than their bytes.
    static let mostPendingPieces = 16 * 1024
    /// Ports a visitor may ask to be listened on.
    static let mostListeners = 32

    let context: HoneypotContext
    var host: ChannelHost
    var channels: [SSHChannel] = []
    var forwards = ForwardLog()
    /// The visitor has said that no more sessions will follow (no-more-sessions@openssh.com).
    var hasLastSession = false
    /// What the visitor had listened on.
    var listeners: Set<[UInt8]> = []
    /// The client was told what OpenSSH tells only its own kind.
    let isOpenSSHClient: Bool
    /// The channel whose program has put something off: nothing else is done before that.
    private(set) var busyChannel: UInt32?
    /// Facts of terminal and environment were recorded.
    var hasToldFacts = false

    init(_ context: HoneypotContext, user: [UInt8], clientVersion: [UInt8], at now: Timestamp) {
        self.context = context
        host = ChannelHost(context, user: user, at: now)
        isOpenSSHClient = clientVersion.starts(with: "SSH-2.0-OpenSSH".utf8)
    }

    mutating func take(
        _ payload: [UInt8], sequence: UInt32, _ transport: inout SSHTransport, at now: Timestamp,
        _ output: inout HoneypotOutput
    ) throws(SSHViolation) {
        var reader = SSHReader(payload.dropFirst())
        switch payload.first.map(SSHMessage.init(rawValue:)) {
        case .globalRequest: try takeGlobalRequest(&reader, payload, &transport, &output)
        case .channelOpen: try open(&reader, payload, &transport, &output)
        case .channelRequest: try takeRequest(&reader, payload, &transport, at: now, &output)
        case .channelData:
            let index = try channel(&reader, "data", payload)
            guard let data = reader.slice() else { throw .silent("malformed data", payload) }
            receive(data, index, &transport, at: now, &output)
        case .channelExtendedData:
            // Visitors have no use for it, and OpenSSH throws it away.
            _ = try channel(&reader, "extended data", payload)
        case .channelWindowAdjust:
            let id = try channelID(&reader, "window adjust", payload)
            guard let more = reader.uint32() else { throw .silent("malformed window adjustment", payload) }
            guard let index = channels.firstIndex(where: { $0.id == id }) else { return }
            let (window, overflows) = channels[index].remoteWindow.addingReportingOverflow(more)
            guard !overflows else { throw .silent("window beyond 4 GiB", payload) }
            channels[index].remoteWindow = window
        case .channelEndOfFile:
            let index = try channel(&reader, "ieof", payload)
            guard !channels[index].hasReceivedEnd else { break }
            channels[index].hasReceivedEnd = true
            run(index, &transport, at: now, &output) { (program, host, answer) in
                program.endOfInput(on: &host, at: now, &answer)
            }
        case .channelClose:
            let index = try channel(&reader, "oclose", payload)
            close(index, &transport, at: now, &output)
        case .requestSuccess, .requestFailure: break
        case .channelOpenConfirmation: _ = try channel(&reader, "open confirmation", payload)
        case .channelOpenFailure: _ = try channel(&reader, "open failure", payload)
        // Nothing was asked of the visitor: nobody reads these.
        case .channelSuccess, .channelFailure: break
        default: transport.sendUnimplemented(sequence, &output)
        }
        flush(&transport, &output)
    }

    /// Lets the program that has put something off do it.
    mutating func work(_ transport: inout SSHTransport, at now: Timestamp, _ output: inout HoneypotOutput) {
        guard let id = busyChannel else { return }
        busyChannel = nil
        guard let index = channels.firstIndex(where: { $0.id == id }) else { return }
        run(index, &transport, at: now, &output) { (program, host, answer) in
            program.work(on: &host, at: now, &answer)
        }
        flush(&transport, &output)
    }

    /// The visit is over.
    mutating func finish(at now: Timestamp, _ output: inout HoneypotOutput) {
        for index in channels.indices { end(index, at: now, &output) }
        forwards.finish(&output)
        host.leave(at: now)
    }

    private func channel(
        _ reader: inout SSHReader, _ what: String, _ payload: [UInt8]
    ) throws(SSHViolation) -> Int {
        let id = try channelID(&reader, what, payload)
        guard let index = channels.firstIndex(where: { $0.id == id }) else {
            throw .disconnect(
                "no such channel", "\(what) packet referred to nonexistent channel \(Int32(bitPattern: id))", payload)
        }
        return index
    }

    private func channelID(
        _ reader: inout SSHReader, _ what: String, _ payload: [UInt8]
    ) throws(SSHViolation) -> UInt32 {
        guard let id = reader.uint32() else {
            throw .disconnect("malformed \(what) message", "Invalid \(what) message", payload)
        }
        return id
    }

    // MARK: Programs

    /// Calls the program of a channel and does what it asks for.
    mutating func run(
        _ index: Int, _ transport: inout SSHTransport, at now: Timestamp, _ output: inout HoneypotOutput,
        _ body: (inout any ChannelProgram, inout ChannelHost, inout ChannelOutput) -> Void
    ) {
        guard channels[index].isStarted, !channels[index].hasExited, var program = channels[index].program else {
            return
        }
        // The only owner while it works.
        channels[index].program = nil
        host.files.now = now.seconds
        var answer = ChannelOutput()
        body(&program, &host, &answer)
        channels[index].program = program
        perform(answer, index, &transport, &output)
        let isFull =
            channels[index].bytesBehindWindow > Self.mostPendingBytes
            || channels[index].pending.count > Self.mostPendingPieces
        if channels[index].hasExited || isFull {
            if !channels[index].hasExited { perform(Self.killed, index, &transport, &output) }
            end(index, at: now, &output)
        }
    }

    private static let killed: ChannelOutput = {
        var output = ChannelOutput()
        output.exit(bySignal: "PIPE")
        return output
    }()

    private mutating func perform(
        _ answer: ChannelOutput, _ index: Int, _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) {
        for action in answer.actions where !channels[index].hasExited {
            switch action {
            case .data(let bytes):
                channels[index].pending.append(.data(bytes[...]))
                channels[index].pendingBytes += bytes.count
            case .error(let bytes):
                channels[index].pending.append(.error(bytes[...]))
                channels[index].pendingBytes += bytes.count
            case .record(let kind, let fields): output.record(kind, fields)
            case .keep(let bytes, let fields): output.keep(bytes, fields)
            case .pause(let duration):
                // What was printed before comes before the wait.
                send(index, &transport, &output)
                if !transport.isClosing { output.pause(duration) }
            case .work:
                send(index, &transport, &output)
                guard !transport.isClosing else { break }
                busyChannel = channels[index].id
                output.work()
            case .exit(let status):
                channels[index].pending.append(.exit(status))
                channels[index].hasExited = true
            case .exitBySignal(let name):
                channels[index].pending.append(.exitBySignal(name))
                channels[index].hasExited = true
            }
        }
        send(index, &transport, &output)
    }

    /// A program is told that all is over, once.
    private mutating func end(_ index: Int, at now: Timestamp, _ output: inout HoneypotOutput) {
        guard channels[index].isStarted, var program = channels[index].program else { return }
        channels[index].program = nil
        var answer = ChannelOutput()
        program.disconnected(on: &host, at: now, &answer)
        for action in answer.actions {
            switch action {
            case .record(let kind, let fields): output.record(kind, fields)
            case .keep(let bytes, let fields): output.keep(bytes, fields)
            case .data, .error, .pause, .work, .exit, .exitBySignal: break
            }
        }
    }

    // MARK: Data

    private mutating func receive(
        _ data: ArraySlice<UInt8>, _ index: Int, _ transport: inout SSHTransport, at now: Timestamp,
        _ output: inout HoneypotOutput
    ) {
        let count = UInt32(truncatingIfNeeded: data.count)
        // More than was allowed, or behind an end: not looked at.
        guard count > 0, count <= channels[index].localWindow, !channels[index].hasReceivedEnd,
            !channels[index].hasReceivedClose
        else { return }
        channels[index].localWindow -= count
        channels[index].consumed += count
        run(index, &transport, at: now, &output) { (program, host, answer) in
            program.received(data, on: &host, at: now, &answer)
        }
        adjustWindow(index, &transport, &output)
    }

    private mutating func adjustWindow(
        _ index: Int, _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) {
        let channel = channels[index]
        let (most, packet) = (transport.dress.window, transport.dress.packetBytes)
        guard !channel.hasSentClose, !channel.hasExited, channel.consumed > 0,
            most - channel.localWindow > packet * 3 || channel.localWindow < most / 2
        else { return }
        sendWindow(index, channel.consumed, &transport, &output)
        channels[index].consumed = 0
    }

    mutating func sendWindow(
        _ index: Int, _ more: UInt32, _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) {
        channels[index].localWindow += more
        var writer = SSHWriter(.channelWindowAdjust)
        writer.append(channels[index].remoteID)
        writer.append(more)
        transport.send(writer.bytes, &output)
    }

    // MARK: Ends

    private mutating func close(
        _ index: Int, _ transport: inout SSHTransport, at now: Timestamp, _ output: inout HoneypotOutput
    ) {
        channels[index].hasReceivedClose = true
        end(index, at: now, &output)
        // Nobody is left to read it.
        channels[index].pending = []
        channels[index].pendingBytes = 0
        if !channels[index].hasSentClose { sendPlain(.channelClose, index, &transport, &output) }
        channels.remove(at: index)
    }

    func sendPlain(
        _ message: SSHMessage, _ index: Int, _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) {
        var writer = SSHWriter(message)
        writer.append(channels[index].remoteID)
        transport.send(writer.bytes, &output)
    }
}
